select module, organisation_id, kind, state from core_job where id = :id
