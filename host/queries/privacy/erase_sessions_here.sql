delete from core_session where organisation_id = :organisation and membership_id = :membership
