-- A cancelled one is not tried again.
update core_job
set state = case when cancel_asked = 1 then 'cancelled' else 'waiting' end,
    finished_at_ms = case when cancel_asked = 1 then :now else finished_at_ms end,
    attempts = attempts - :uncounted, next_at_ms = :next, reason = :reason, error = :error, taken = 0
where id = :id and taken = :taken and state = 'running'
