-- What the job has to know of one that is not ready.
select asked_by, by_operator, proof, request_id, handing, profile
from core_credential_batch
where organisation_id = :organisation and id = :id and ready_at_ms is null
