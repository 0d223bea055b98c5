-- One that somebody else is changing is left for the next time: the others must not lose their leases
-- for it.
update core_job
set next_at_ms = :until, done = :done, total = :total
where id = (select id from core_job
            where id = :id and taken = :taken and state = 'running'
            for update skip locked)
