update core_support_message
set state = 'answered', answer = :answer, answered_by = :by, changed_at_ms = :now_ms
where id = :id and state <> 'closed'
