-- Those of one module whose time has come and that no earlier one of their subject holds up.
select e.id, e.organisation_id, e.topic, e.subject, e.payload, d.attempts, d.next_at_ms
from core_event_delivery d
join core_event e on e.id = d.event_id
where d.module = :module
  and d.next_at_ms <= :now
  and not exists (
      select 1
      from core_event_delivery w
      join core_event we on we.id = w.event_id
      where w.module = d.module
        and we.organisation_id = e.organisation_id
        and we.subject = e.subject
        and w.event_id < d.event_id
        and w.next_at_ms > :now)
order by e.id
limit :most
