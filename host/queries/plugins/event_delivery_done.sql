delete from core_event_delivery where event_id = :event and module = :module
