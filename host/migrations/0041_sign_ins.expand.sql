-- The last two times somebody signed in, and the wrong passwords since each: what My account shows.
alter table core_account add column signed_in_at_ms bigint;
alter table core_account add column signed_in_before_at_ms bigint;
alter table core_account add column failures int not null default 0;
alter table core_account add column failures_before int not null default 0;
