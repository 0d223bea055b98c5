-- Another host may have begun the schedule at the same moment.
insert into core_schedule (module, kind, planned_at_ms)
values (:module, :kind, :at)
on conflict do nothing
