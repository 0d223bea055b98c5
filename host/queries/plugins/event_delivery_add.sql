insert into core_event_delivery (event_id, module, attempts, next_at_ms, last_error)
values (:event, :module, 0, :now, '')
