select 1 from core_module_setting where organisation_id = 0
