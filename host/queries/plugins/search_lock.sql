-- SQLite has one writer at a time.
select 1 where :lock is not null
