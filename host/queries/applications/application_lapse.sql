-- Of an answer in the same moment the answer stands. decided_by null: nobody.
update core_application
set state = 'refused', reason = '', decided_by = null, changed_at_ms = :now_ms
where id = :id and state = 'waiting'
