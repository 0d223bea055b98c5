-- Of two answers at once one is refused.
update core_application
set state = :state, reason = :reason, decided_by = :by, changed_at_ms = :now_ms
where id = :id and state = 'waiting'
