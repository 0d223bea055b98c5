-- Temporary passwords for many at once, made by a job: who asked, for whom, and how they are handed over.
-- A password is sealed with a key that is not in the database, and the row is deleted once it was fetched
-- or its time is over.
create table core_credential_batch (
    organisation_id bigint not null references core_organisation (id),
    id bigint not null,
    once text not null,
    asked_by bigint not null,
    by_operator int not null check (by_operator in (0, 1)),
    proof text not null,
    request_id text not null,
    handing text not null check (handing in ('slips', 'letters')),
    profile text not null,
    class_label text not null,
    job_id bigint not null,
    created_at_ms bigint not null,
    ready_at_ms bigint,
    forget_at_ms bigint not null,
    primary key (organisation_id, id),
    constraint core_credential_batch_once unique (organisation_id, asked_by, once)
);
create index core_credential_batch_forget on core_credential_batch (forget_at_ms);

-- left_out: the person's account opens more than this organisation, or nothing by now.
create table core_credential_slip (
    organisation_id bigint not null,
    batch_id bigint not null,
    number int not null,
    membership_id bigint not null,
    state text not null check (state in ('waiting', 'made', 'left_out')),
    sealed text not null,
    primary key (organisation_id, batch_id, number),
    foreign key (organisation_id, batch_id) references core_credential_batch (organisation_id, id)
);
create index core_credential_slip_member on core_credential_slip (organisation_id, membership_id);
