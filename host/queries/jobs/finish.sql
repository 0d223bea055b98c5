update core_job
set state = :state, reason = :reason, error = :error, finished_at_ms = :now, taken = 0, done = :done, total = :total
where id = :id and taken = :taken and state = 'running'
