-- Copies of their data that people asked for. membership_id 0: of all that is kept about the person;
-- else of that membership alone. The file lies in the data folder.
create table core_personal_copy (
    id bigint primary key,
    person_id bigint not null references core_person (id),
    organisation_id bigint not null,
    membership_id bigint not null,
    asked_by bigint not null references core_person (id),
    locale text not null check (locale in ('kk', 'ru', 'en')),
    state text not null check (state in ('waiting', 'ready', 'failed')),
    bytes bigint not null,
    asked_at_ms bigint not null,
    expires_at_ms bigint,
    constraint core_personal_copy_one unique (person_id, membership_id, asked_by)
);
create index core_personal_copy_asked on core_personal_copy (asked_by);
create index core_personal_copy_expiry on core_personal_copy (expires_at_ms);

-- Profiles to be deleted. Asked for by the person, or begun by an administrator, who confirms it: then
-- access has ended, and erase_on is the day after which nothing is left. Until then it can be taken back.
-- access_until: the last day that was set for it; valid_until_before: what stood there.
create table core_deletion (
    id bigint primary key,
    organisation_id bigint not null,
    membership_id bigint not null,
    person_id bigint not null references core_person (id),
    ground text not null check (ground in ('own_request', 'agreement', 'withdrawn')),
    note text not null,
    asked_by bigint not null,
    asked_at_ms bigint not null,
    confirmed_by bigint,
    confirmed_at_ms bigint,
    access_until date,
    valid_until_before date,
    erase_on date,
    taken_back_by bigint,
    taken_back_at_ms bigint,
    erasing_at_ms bigint,
    erased_at_ms bigint,
    certificate text not null,
    -- of the paper with which consent was withdrawn; the file is gone once the data are erased
    scan_file bigint,
    scan_sha256 text not null default '',
    foreign key (organisation_id, membership_id) references core_membership (organisation_id, id)
);
create unique index core_deletion_one on core_deletion (organisation_id, membership_id)
    where taken_back_at_ms is null;
create index core_deletion_due on core_deletion (erase_on) where erased_at_ms is null and taken_back_at_ms is null;

-- What each module erased, written in the transaction in which it did: a line for each kind, "table field
-- how count". module: core, or a plugin's id.
create table core_deletion_part (
    deletion_id bigint not null references core_deletion (id),
    module text not null,
    counts text not null,
    done_at_ms bigint not null,
    primary key (deletion_id, module)
);
