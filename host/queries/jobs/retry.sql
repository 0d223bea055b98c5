-- By the operator: as new, at once.
update core_job
set state = 'waiting', attempts = 0, cancel_asked = 0, next_at_ms = :now, error = '',
    done = 0, total = 0, finished_at_ms = null
where id = :id and state in ('failed', 'cancelled')
