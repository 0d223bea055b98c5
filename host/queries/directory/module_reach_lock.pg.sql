-- One number for every host of this database, held until the transaction ends.
select cast(pg_advisory_xact_lock(4862319846) as text)
