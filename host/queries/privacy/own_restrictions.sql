select r.level, r.reason, r.note, r.from_ms, r.until_ms, r.ended_at_ms
from core_restriction r where r.person_id = :person and cast(:membership as bigint) = 0 order by r.from_ms, r.id
