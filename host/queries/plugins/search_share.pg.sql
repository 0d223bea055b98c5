-- Held until the commit, with others: an entry is put or taken away, and is not overtaken by what was read
-- before to put all of them anew.
select 1 from pg_advisory_xact_lock_shared(31, hashtext(:lock))
