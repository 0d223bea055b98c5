-- Whom people turn to: the nearest that is set above an organisation, or its own.
create table core_support_contact (
    organisation_id bigint primary key references core_organisation (id),
    email text not null,
    phone text not null,
    hours_kk text not null,
    hours_ru text not null,
    hours_en text not null
);

-- A message to the school's administrators or to the operator, with its answer. Of somebody who could
-- not sign in: without organisation and person, and with an address to answer to.
create table core_support_message (
    id bigint primary key,
    organisation_id bigint references core_organisation (id),
    person_id bigint references core_person (id),
    membership_id bigint,
    email text not null,
    addressee text not null check (addressee in ('school', 'operator')),
    kind text not null check (kind in ('question', 'fault', 'content', 'sign_in')),
    words text not null,
    page text not null,
    role text not null,
    locale text not null,
    browser text not null,
    request_id text not null,
    state text not null check (state in ('open', 'answered', 'closed')),
    answer text not null,
    answered_by bigint,
    created_at_ms bigint not null,
    changed_at_ms bigint not null
);
create index core_support_message_open on core_support_message (addressee, state, id);
create index core_support_message_person on core_support_message (person_id, id);
create index core_support_message_changed on core_support_message (changed_at_ms);
