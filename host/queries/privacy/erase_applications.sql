delete from core_application where organisation_id = :organisation and membership_id = :membership
