delete from core_search_entry where organisation_id = :organisation and module = :module
