delete from core_support_message where organisation_id = :organisation and membership_id = :membership
