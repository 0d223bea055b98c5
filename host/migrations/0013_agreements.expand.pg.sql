-- Documents people and organisations agree to. What is published is never changed, nor who accepted it.

-- kind: accepted by a person at sign-in, by an administrator for the organisation, or by using what is
-- offered. It holds for the organisation that owns it and all beneath.
create table core_agreement (
    id bigint primary key,
    organisation_id bigint not null references core_organisation (id),
    code text not null unique,
    kind text not null check (kind in ('binding', 'organisation', 'offer')),
    created_at_ms bigint not null
);

-- Whom a binding document binds; no row: everybody.
create table core_agreement_profile (
    agreement_id bigint not null references core_agreement (id),
    profile text not null check (profile in ('ministry', 'region', 'district', 'employee', 'learner', 'guardian', 'operator')),
    primary key (agreement_id, profile)
);

-- The next version while it is written. revision: another one with every save.
create table core_agreement_draft (
    agreement_id bigint primary key references core_agreement (id),
    revision bigint not null,
    title_kk text not null,
    title_ru text not null,
    title_en text not null,
    text_kk text not null,
    text_ru text not null,
    text_en text not null
);

-- checksum: SHA-256 of the text in that language, as hexadecimal digits.
create table core_agreement_version (
    agreement_id bigint not null references core_agreement (id),
    number int not null,
    title_kk text not null,
    title_ru text not null,
    title_en text not null,
    text_kk text not null,
    text_ru text not null,
    text_en text not null,
    checksum_kk text not null,
    checksum_ru text not null,
    checksum_en text not null,
    published_at_ms bigint not null,
    in_force_from date not null,
    primary key (agreement_id, number)
);

-- Who accepted which version. party_id: the organisation it was accepted for; 0: the person.
-- signed_on: of a paper. recorded_by: who did it here, if not the person.
create table core_agreement_acceptance (
    agreement_id bigint not null,
    number int not null,
    person_id bigint not null references core_person (id),
    party_id bigint not null,
    way text not null check (way in ('first_sign_in', 'sign_in', 'paper', 'guardian')),
    locale text not null check (locale in ('kk', 'ru', 'en')),
    address text not null,
    accepted_at_ms bigint not null,
    signed_on date,
    recorded_by bigint not null references core_person (id),
    primary key (agreement_id, number, person_id, party_id),
    foreign key (agreement_id, number) references core_agreement_version (agreement_id, number)
);
create index core_agreement_acceptance_person on core_agreement_acceptance (person_id);
create index core_agreement_acceptance_party on core_agreement_acceptance (party_id, agreement_id, number);

create function core_agreement_guard() returns trigger language plpgsql as $$
begin
    raise exception 'agreements, their published versions and acceptances are neither changed nor deleted'
        using errcode = 'restrict_violation';
end
$$;

create trigger core_agreement_guard before update or delete or truncate on core_agreement
    for each statement execute function core_agreement_guard();

create trigger core_agreement_profile_guard before update or delete or truncate on core_agreement_profile
    for each statement execute function core_agreement_guard();

create trigger core_agreement_version_guard before update or delete or truncate on core_agreement_version
    for each statement execute function core_agreement_guard();

create trigger core_agreement_acceptance_guard before update or delete or truncate on core_agreement_acceptance
    for each statement execute function core_agreement_guard();
