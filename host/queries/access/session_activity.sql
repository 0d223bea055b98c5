select count(*), coalesce(sum(case when created_at_ms >= :since_ms then 1 else 0 end), 0)
from core_session where expires_at_ms > :now_ms
