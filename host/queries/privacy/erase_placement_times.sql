delete from core_placement_time where organisation_id = :organisation and membership_id = :membership
