-- By the operator: as new, at once. Not where another of the same key has taken its place.
update core_job
set state = 'waiting', attempts = 0, cancel_asked = 0, next_at_ms = :now, reason = '', error = '',
    done = 0, total = 0, finished_at_ms = null
where id = :id and state in ('failed', 'cancelled')
    and (job_key = '' or not exists (
        select 1 from core_job j
        where j.module = core_job.module and j.organisation_id = core_job.organisation_id
            and j.kind = core_job.kind and j.job_key = core_job.job_key
            and j.state in ('waiting', 'running')))
