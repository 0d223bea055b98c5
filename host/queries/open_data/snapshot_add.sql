insert into core_open_snapshot (id, made_at_ms, day, organisation, at_least, organisations)
values (:id, :now, :day, :organisation, :at_least, :organisations)
