delete from core_roster_change where organisation_id = :organisation and membership_id = :membership
