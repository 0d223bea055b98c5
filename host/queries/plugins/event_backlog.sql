select module, count(*), sum(case when attempts > 2 then 1 else 0 end)
from core_event_delivery group by module order by module
