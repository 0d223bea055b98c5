-- Changes nothing if another host took it meanwhile.
update core_job
set state = 'running', taken = :taken, attempts = attempts + 1, next_at_ms = :until,
    began_at_ms = :now, done = 0, total = 0
where id = :id and state = 'waiting' and next_at_ms <= :now
