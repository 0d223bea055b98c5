-- Sessions a person can tell apart, and accounts that somebody else has got into.
alter table core_session add column device text not null default '';
alter table core_account add column compromised_at_ms bigint;
alter table core_data_report add column kind text not null default 'data' check (kind in ('data', 'compromised'));

-- What an authenticator app knows too, sealed with a key that is not in the database; on once it is
-- confirmed. last_step: no code of that time or before it is taken any more.
create table core_second_factor (
    person_id bigint primary key references core_person (id),
    secret text not null,
    confirmed_at_ms bigint,
    last_step bigint not null
);

-- For a lost phone: digests that can't be tried out without the same key.
create table core_recovery_code (
    person_id bigint not null references core_person (id),
    digest text not null,
    used_at_ms bigint,
    primary key (person_id, digest)
);

-- Between the two steps of signing in. mark: of the password it was given for, so that it ends with it.
create table core_ticket (
    token_hash text primary key,
    person_id bigint not null references core_person (id),
    purpose text not null check (purpose in ('code', 'recovery')),
    mark text not null,
    expires_at_ms bigint not null
);
create index core_ticket_expiry on core_ticket (expires_at_ms);

-- Somebody else took the second factor off; null once the person has read it.
alter table core_account add column second_factor_taken_off_at_ms bigint;
