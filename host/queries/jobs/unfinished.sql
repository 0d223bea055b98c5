select count(*)
from core_job
where module = :module and organisation_id = 0 and kind = :kind and state in ('waiting', 'running')
