-- Nobody answered it in time.
select a.id, a.parent_id
from core_application a
where a.state = 'waiting' and a.changed_at_ms < :before
order by a.id
limit 500
