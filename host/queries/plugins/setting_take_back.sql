delete from core_setting
where organisation_id = :organisation and module = :module and key = :key and value = :was
