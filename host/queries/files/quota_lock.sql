-- SQLite has one writer at a time: nobody else adds to the sum meanwhile.
select 1 where :organisation is not null
