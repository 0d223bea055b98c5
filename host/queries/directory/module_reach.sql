select organisation_id from core_module_reach where module = :module
