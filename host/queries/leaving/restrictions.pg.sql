select r.id, r.person_id, r.level, r.reason, r.note, r.from_ms as from_at, r.until_ms as until_at,
       r.ended_at_ms as ended_at
from core_restriction r
where exists (select 1 from core_membership m
              where m.organisation_id = :organisation and m.person_id = r.person_id
                and (m.valid_until is null or m.valid_until >= cast(to_timestamp((r.from_ms + cast(:offset as bigint)) / 1000) at time zone 'UTC' as date))
                and (coalesce(r.ended_at_ms, r.until_ms) is null
                     or m.valid_from <= cast(to_timestamp((coalesce(r.ended_at_ms, r.until_ms) + cast(:offset as bigint)) / 1000) at time zone 'UTC' as date)))
