delete from core_module_setting where organisation_id = :organisation and module = :module
