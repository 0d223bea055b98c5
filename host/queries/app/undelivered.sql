select module, count(*), max(attempts) from core_event_delivery where attempts > 2 group by module
