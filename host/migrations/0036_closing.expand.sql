-- wound_up: begun by the host since the organisation is closed; taken back by itself when it is opened again.
alter table core_deletion add column wound_up smallint not null default 0;
-- When an administrator of the organisation fetched the archive for the first time.
alter table core_school_archive add column fetched_at_ms bigint;
