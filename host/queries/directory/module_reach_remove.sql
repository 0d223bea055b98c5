delete from core_module_reach where module = :module and organisation_id = :organisation
