delete from core_mail where organisation_id = :organisation and membership_id = :membership
