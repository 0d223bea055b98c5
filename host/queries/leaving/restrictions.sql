select r.id, r.person_id, r.level, r.reason, r.note, r.from_ms as from_at, r.until_ms as until_at,
       r.ended_at_ms as ended_at
from core_restriction r
where r.person_id in (select m.person_id from core_membership m where m.organisation_id = :organisation)
