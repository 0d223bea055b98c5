-- One that waits ends here; one that runs is told by its host.
update core_job
set cancel_asked = 1,
    finished_at_ms = case when state = 'waiting' then :now else finished_at_ms end,
    state = case when state = 'waiting' then 'cancelled' else state end
where id = :id and module = :module and organisation_id = :organisation
  and state in ('waiting', 'running')
