-- One of the same key that is still of use: it waits, runs, or was done a short time ago.
select min(id)
from core_job
where module = :module and organisation_id = :organisation and kind = :kind
  and job_key = :key and job_key <> ''
  and (state in ('waiting', 'running') or (state = 'done' and finished_at_ms > :recent))
