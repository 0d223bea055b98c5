-- Organisations, people and what they may do. The host's own tables begin with core_.

create table core_organisation (
    id bigint primary key,
    parent_id bigint references core_organisation (id),
    kind text not null check (kind in ('ministry', 'region', 'district', 'school')),
    code text not null unique,
    bin text,
    name_kk text not null,
    name_ru text not null,
    name_en text not null,
    created_at_ms bigint not null
);

-- Every organisation with each one above it and itself, so that a subtree is one look-up.
create table core_organisation_closure (
    ancestor_id bigint not null references core_organisation (id),
    organisation_id bigint not null references core_organisation (id),
    depth int not null,
    primary key (ancestor_id, organisation_id)
);
create index core_organisation_closure_up on core_organisation_closure (organisation_id, depth);

create table core_person (
    id bigint primary key,
    family_name text not null,
    given_name text not null,
    patronymic text not null,
    birth_date date,
    sex text check (sex in ('female', 'male')),
    phone text not null,
    email text not null,
    residence text not null,
    confirmed_at_ms bigint,
    created_at_ms bigint not null
);

create table core_membership (
    organisation_id bigint not null references core_organisation (id),
    id bigint not null unique,
    person_id bigint not null references core_person (id),
    profile text not null check (profile in ('ministry', 'region', 'district', 'employee', 'learner', 'guardian', 'operator')),
    position text not null,
    valid_from date not null,
    valid_until date,
    primary key (organisation_id, id)
);
create index core_membership_person on core_membership (person_id);

create table core_membership_role (
    organisation_id bigint not null,
    membership_id bigint not null,
    role text not null,
    primary key (organisation_id, membership_id, role),
    foreign key (organisation_id, membership_id) references core_membership (organisation_id, id)
);

-- What a roster says of a membership beyond the person: the class of a learner, the subjects of a
-- teacher. Words of the school, which modules turn into their own objects.
create table core_placement (
    organisation_id bigint not null,
    membership_id bigint not null,
    kind text not null check (kind in ('class', 'subject')),
    label text not null,
    primary key (organisation_id, membership_id, kind, label),
    foreign key (organisation_id, membership_id) references core_membership (organisation_id, id)
);

create table core_guardianship (
    organisation_id bigint not null,
    learner_membership_id bigint not null,
    guardian_membership_id bigint not null,
    primary key (organisation_id, learner_membership_id, guardian_membership_id),
    foreign key (organisation_id, learner_membership_id) references core_membership (organisation_id, id),
    foreign key (organisation_id, guardian_membership_id) references core_membership (organisation_id, id)
);
create index core_guardianship_guardian on core_guardianship (organisation_id, guardian_membership_id);

create table core_account (
    person_id bigint primary key references core_person (id),
    login text not null unique,
    password_hash text,
    password_temporary int not null,
    password_set_at_ms bigint,
    locale text not null,
    first_login_at_ms bigint,
    created_at_ms bigint not null
);

create table core_password_history (
    person_id bigint not null references core_person (id),
    set_at_ms bigint not null,
    password_hash text not null,
    primary key (person_id, set_at_ms)
);

-- token_hash: SHA-256 of the cookie's value, in hexadecimal. The token itself is nowhere.
create table core_session (
    token_hash text primary key,
    person_id bigint not null references core_person (id),
    organisation_id bigint not null,
    membership_id bigint not null,
    csrf_secret text not null,
    created_at_ms bigint not null,
    seen_at_ms bigint not null,
    expires_at_ms bigint not null
);
create index core_session_person on core_session (person_id);
create index core_session_expiry on core_session (expires_at_ms);

create table core_login_failure (
    key text primary key,
    failures int not null,
    blocked_until_ms bigint not null,
    last_at_ms bigint not null
);

-- A person says that the data about them is wrong; the administrator mends it and closes the report.
create table core_data_report (
    organisation_id bigint not null references core_organisation (id),
    id bigint not null,
    person_id bigint not null references core_person (id),
    message text not null,
    created_at_ms bigint not null,
    closed_at_ms bigint,
    primary key (organisation_id, id)
);

-- A roster that was uploaded and is waiting for a yes.
create table core_roster_upload (
    organisation_id bigint not null references core_organisation (id),
    id bigint not null,
    kind text not null check (kind in ('staff', 'learners')),
    file_name text not null,
    content text not null,
    uploaded_by bigint not null,
    uploaded_at_ms bigint not null,
    applied_at_ms bigint,
    primary key (organisation_id, id)
);

create table core_module_setting (
    organisation_id bigint not null references core_organisation (id),
    module text not null,
    state text not null check (state in ('on', 'off')),
    valid_from date,
    valid_until date,
    set_at_ms bigint not null,
    primary key (organisation_id, module)
);

-- Counts the changes of what hosts keep in memory, so that each notices what another has written.
create table core_change (
    area text primary key,
    number bigint not null
);

create table core_setting (
    organisation_id bigint not null references core_organisation (id),
    module text not null,
    key text not null,
    value text not null,
    primary key (organisation_id, module, key)
);

create table core_audit (
    id bigint primary key,
    at_ms bigint not null,
    organisation_id bigint not null,
    person_id bigint not null,
    module text not null,
    action text not null,
    subject text not null,
    detail text not null,
    request_id text not null
);
create index core_audit_organisation on core_audit (organisation_id, id);

-- The outbox: written with the change, delivered at least once to each module that listens.
create table core_event (
    id bigint primary key,
    organisation_id bigint not null,
    topic text not null,
    payload text not null,
    created_at_ms bigint not null
);

create table core_event_delivery (
    event_id bigint not null references core_event (id),
    module text not null,
    attempts int not null,
    next_at_ms bigint not null,
    last_error text not null,
    primary key (event_id, module)
);
create index core_event_delivery_due on core_event_delivery (next_at_ms);

-- What plugins may read, column by column, as their manifests declare.
create view api_core_organisation_v1 as
    select id as organisation_id, parent_id, kind, code, name_kk, name_ru, name_en from core_organisation;

create view api_core_subtree_v1 as
    select ancestor_id, organisation_id, depth from core_organisation_closure;

create view api_core_person_v1 as
    select m.organisation_id, m.id as membership_id, m.person_id, m.profile, m.position, m.valid_from, m.valid_until,
           p.family_name, p.given_name, p.patronymic, p.birth_date, p.sex, p.phone, p.email
    from core_membership m join core_person p on p.id = m.person_id;

create view api_core_placement_v1 as
    select organisation_id, membership_id, kind, label from core_placement;

create view api_core_guardianship_v1 as
    select organisation_id, learner_membership_id, guardian_membership_id from core_guardianship;
