-- Held until the commit, by whoever adds a job of the same key.
select 1 from pg_advisory_xact_lock(1785688947, hashtext(:key))
