-- Changes nothing if another host has made the jobs of this instant.
update core_schedule
set planned_at_ms = :at
where module = :module and kind = :kind and planned_at_ms = :seen
