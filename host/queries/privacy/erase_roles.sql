delete from core_membership_role where organisation_id = :organisation and membership_id = :membership
