-- A child whom a parent asks a school to take in: what a roster says of a learner, and no more. name_key: the
-- names folded, so that the same child waits once for a parent. accepted: what the parent agreed to for the
-- child, "code/number" with spaces between; in which language, from which address of the network. It becomes
-- an acceptance once the child is a member. erase_on: set with the answer.
create table core_registration (
    organisation_id bigint not null references core_organisation (id),
    id bigint not null,
    guardian_membership_id bigint not null,
    family_name text not null,
    given_name text not null,
    patronymic text not null,
    birth_date date not null,
    sex text,
    kinship text check (kinship in ('mother', 'father', 'guardian', 'other')),
    class_label text not null,
    name_key text not null,
    accepted text not null,
    locale text not null check (locale in ('kk', 'ru', 'en')),
    address text not null,
    asked_at_ms bigint not null,
    state text not null check (state in ('waiting', 'taken_in', 'linked', 'declined', 'withdrawn')),
    reason text not null default '',
    learner_membership_id bigint,
    decided_by bigint,
    decided_at_ms bigint,
    erase_on date,
    primary key (organisation_id, id),
    foreign key (organisation_id, guardian_membership_id) references core_membership (organisation_id, id),
    foreign key (organisation_id, learner_membership_id) references core_membership (organisation_id, id)
);
create unique index core_registration_one
    on core_registration (organisation_id, guardian_membership_id, name_key, birth_date) where state = 'waiting';
create index core_registration_learner on core_registration (organisation_id, learner_membership_id);
create index core_registration_erase on core_registration (erase_on) where erase_on is not null;
