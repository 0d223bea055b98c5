update core_event_delivery
set next_at_ms = :next, last_error = :error
where event_id = :event and module = :module
