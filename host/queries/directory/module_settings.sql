select organisation_id, module, state, valid_from, valid_until from core_module_setting
order by organisation_id, module
