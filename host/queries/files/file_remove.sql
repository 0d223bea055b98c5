delete from core_file where organisation_id = :organisation and id = :id and module = :module
