-- When the virus scanner is asked about a file: one it can't judge comes again after growing pauses,
-- and stands in nobody's way meanwhile.
alter table core_file add column scan_at_ms bigint not null default 0;
alter table core_file add column scan_attempts int not null default 0;
create index core_file_scan on core_file (scan_at_ms, id) where state = 'waiting';

-- Why a letter or a job waits or has failed, where it is the host that says so: a word it knows in every
-- language. last_error and error hold what others said, and what the host said before this.
alter table core_mail add column reason text not null default '';
alter table core_job add column reason text not null default '';

-- Letters leave in turns, one of each module in each organisation; held to a rate in the same way. One
-- that an operator sends on again is as young as that.
alter table core_mail add column retried_at_ms bigint not null default 0;
create index core_mail_turn on core_mail (organisation_id, module, next_at_ms, id) where state = 'waiting';
create index core_mail_rate on core_mail (organisation_id, module, sent_at_ms);
