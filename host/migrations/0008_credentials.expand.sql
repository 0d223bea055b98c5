-- Sessions a person can tell apart, and accounts that somebody else has got into.
alter table core_session add column device text not null default '';
alter table core_account add column compromised_at_ms bigint;
alter table core_data_report add column kind text not null default 'data' check (kind in ('data', 'compromised'));
