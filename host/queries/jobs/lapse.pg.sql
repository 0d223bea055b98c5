-- Those whose host has not been heard of: they run again, or have used up their attempts. One that
-- somebody else is changing is left for the next time.
update core_job
set state = case when cancel_asked = 1 then 'cancelled'
                 when attempts >= attempts_max then 'failed'
                 else 'waiting' end,
    finished_at_ms = case when cancel_asked = 1 or attempts >= attempts_max then cast(:now as bigint) end,
    reason = :reason, error = '', taken = 0
where id in (select id from core_job
             where state = 'running' and next_at_ms < :now
             for update skip locked)
