update core_job
set next_at_ms = :until, done = :done, total = :total
where id = :id and taken = :taken and state = 'running'
