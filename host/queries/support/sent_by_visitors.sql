select count(*), coalesce(sum(case when email = :email then 1 else 0 end), 0)
from core_support_message
where person_id is null and changed_at_ms > :since_ms and created_at_ms > :since_ms
