update core_application
set state = 'waiting', changed_at_ms = :now_ms
where confirmation = :confirmation and state = 'unconfirmed'
