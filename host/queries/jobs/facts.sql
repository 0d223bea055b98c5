select state, attempts, done, total
from core_job
where id = :id and module = :module and organisation_id = :organisation
