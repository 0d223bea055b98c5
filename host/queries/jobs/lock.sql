-- SQLite has one writer at a time: nobody else can add the same key meanwhile.
select 1 where :key is not null
