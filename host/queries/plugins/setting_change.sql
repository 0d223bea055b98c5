update core_setting set value = :value
where organisation_id = :organisation and module = :module and key = :key and value = :was
