delete from core_event
where created_at_ms < :before
  and not exists (select 1 from core_event_delivery d where d.event_id = core_event.id)
