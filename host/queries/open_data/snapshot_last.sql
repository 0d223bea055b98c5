select id, made_at_ms, day, organisation, at_least, organisations from core_open_snapshot order by id desc limit 1
