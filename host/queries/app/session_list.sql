select device, created_at_ms, seen_at_ms
from core_session
where person_id = :person and expires_at_ms > :now
order by seen_at_ms desc, created_at_ms desc
