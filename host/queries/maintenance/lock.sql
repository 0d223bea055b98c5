-- On SQLite a writer is alone anyway.
select 1
