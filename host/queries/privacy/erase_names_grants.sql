delete from core_names_grant where organisation_id = :organisation and membership_id = :membership
