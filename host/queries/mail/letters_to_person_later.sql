update core_mail
set next_at_ms = :next, reason = :reason, last_error = ''
where person_id = :person and state = 'waiting' and next_at_ms <= :now
