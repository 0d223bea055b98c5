delete from core_search_entry where organisation_id = :organisation and membership_id = :membership
