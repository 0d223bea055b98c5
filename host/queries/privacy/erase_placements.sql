delete from core_placement where organisation_id = :organisation and membership_id = :membership
