select 1
from core_mail
where state = 'waiting' and created_at_ms < :before and retried_at_ms < :before and next_at_ms <= :now
limit 1
