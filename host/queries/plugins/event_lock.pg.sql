-- Held until the commit: a later event of the same organisation can't overtake an earlier one.
select 1 from pg_advisory_xact_lock(:organisation)
