-- SQLite's writer has the lock with its transaction.
select 1
