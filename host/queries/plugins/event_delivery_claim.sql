-- Changes nothing if another host took it meanwhile.
update core_event_delivery
set attempts = attempts + 1, next_at_ms = :until
where event_id = :event and module = :module and next_at_ms = :seen
