update core_support_message set state = 'closed', changed_at_ms = :now_ms
where id = :id and state <> 'closed'
