-- All that a module has due in an organisation waits, but for what a host is sending just now.
update core_mail
set next_at_ms = :next, reason = :reason, last_error = ''
where organisation_id = :organisation and module = :module and state = 'waiting' and next_at_ms <= :now
