update core_support_message set addressee = 'operator', changed_at_ms = :now_ms
where id = :id and addressee = 'school' and state = 'open'
