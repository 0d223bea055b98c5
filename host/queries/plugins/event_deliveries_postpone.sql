-- The module is off for this organisation.
update core_event_delivery
set next_at_ms = :next
where module = :module
  and next_at_ms <= :now
  and event_id in (select id from core_event where organisation_id = :organisation)
