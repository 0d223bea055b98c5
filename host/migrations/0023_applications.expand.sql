-- Who asks to join. The row is the applicant's: it is deleted some time after it was answered, or was
-- left alone, and nothing refers to it. parent_id: beneath which organisation; token: of the
-- applicant's page, which shows this row and nothing else; once: of the form that was sent, so that
-- one sent twice counts once; confirmation: of the link in the first letter; consent: to which
-- versions of which documents.
create table core_application (
    id bigint primary key,
    token text not null unique,
    once text not null unique,
    confirmation text not null unique,
    state text not null check (state in ('unconfirmed', 'waiting', 'returned', 'approved', 'refused')),
    parent_id bigint not null references core_organisation (id),
    kind text not null,
    bin text not null,
    name_kk text not null,
    name_ru text not null,
    address_kk text not null,
    address_ru text not null,
    family_name text not null,
    given_name text not null,
    patronymic text not null,
    position text not null,
    email text not null,
    phone text not null,
    note text not null,
    locale text not null check (locale in ('kk', 'ru', 'en')),
    consent text not null,
    address_key text not null,
    reason text not null,
    decided_by bigint,
    organisation_id bigint references core_organisation (id),
    membership_id bigint,
    created_at_ms bigint not null,
    changed_at_ms bigint not null
);
create index core_application_state on core_application (state, parent_id);
create index core_application_bin on core_application (bin);
create index core_application_address on core_application (address_key, created_at_ms);
create index core_application_email on core_application (email, created_at_ms);

-- Until when a temporary password opens; null: without end.
alter table core_account add column password_until_ms bigint;
