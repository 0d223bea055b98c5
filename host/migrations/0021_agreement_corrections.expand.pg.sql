-- Agreements are corrected without losing what was published or accepted.

-- profiles: whom the version binds, with commas between them; empty: everybody; null: whom the document
-- names. own_age: from which age a learner accepts it; 0: at any. by_file: as a file brought it.
alter table core_agreement_version add column profiles text;
alter table core_agreement_version add column own_age int not null default 0 check (own_age in (0, 14, 18));
alter table core_agreement_draft add column profiles text;
alter table core_agreement_draft add column own_age int not null default 0 check (own_age in (0, 14, 18));
alter table core_agreement_draft add column by_file int not null default 0;

-- Versions taken back before they were in force.
create table core_agreement_withdrawal (
    agreement_id bigint not null,
    number int not null,
    withdrawn_at_ms bigint not null,
    withdrawn_by bigint not null,
    primary key (agreement_id, number),
    foreign key (agreement_id, number) references core_agreement_version (agreement_id, number)
);

-- From which day on no version up to a number holds. The newest row counts; without a day the end is
-- called off.
create table core_agreement_end (
    agreement_id bigint not null references core_agreement (id),
    id bigint not null,
    after_number int not null,
    ended_from date,
    ended_at_ms bigint not null,
    ended_by bigint not null,
    primary key (agreement_id, id)
);

create trigger core_agreement_withdrawal_guard before update or delete or truncate on core_agreement_withdrawal
    for each statement execute function core_agreement_guard();

create trigger core_agreement_end_guard before update or delete or truncate on core_agreement_end
    for each statement execute function core_agreement_guard();
