select module, organisation_id, kind, payload, attempts
from core_job
where id = :id and taken = :taken
