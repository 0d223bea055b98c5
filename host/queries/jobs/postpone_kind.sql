-- The plugin as it is loaded knows no such kind.
update core_job
set next_at_ms = :next
where module = :module and state = 'waiting' and kind = :kind and next_at_ms <= :now
