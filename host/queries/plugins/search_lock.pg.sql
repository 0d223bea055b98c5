-- Held until the commit, alone: the entries of a module in one organisation are put anew.
select 1 from pg_advisory_xact_lock(31, hashtext(:lock))
