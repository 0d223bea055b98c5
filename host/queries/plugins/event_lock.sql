-- SQLite has one writer at a time, so events come in the order of their commits anyway.
select 1 where :organisation is not null
