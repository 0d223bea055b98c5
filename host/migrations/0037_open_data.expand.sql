-- What is published as open data: one snapshot, as visitors read it. Numbers are words of
-- host/src/open_data/counting.hpp; a number that is withheld is not in them.
create table core_open_snapshot (
    id bigint primary key,
    made_at_ms bigint not null,
    day date not null,
    organisation text not null,
    at_least int not null,
    organisations bigint not null
);

create table core_open_organisation (
    snapshot_id bigint not null,
    position bigint not null,
    code text not null,
    parent_code text not null,
    kind text not null,
    status text not null,
    bin text not null,
    name_kk text not null,
    name_ru text not null,
    name_en text not null,
    address_kk text not null,
    address_ru text not null,
    beneath bigint not null,
    own_numbers text not null,
    all_numbers text not null,
    primary key (snapshot_id, position)
);
create unique index core_open_organisation_code on core_open_organisation (snapshot_id, code);
create index core_open_organisation_parent on core_open_organisation (snapshot_id, parent_code, position);

-- The counts that published numbers were made from, which nobody is shown: a number stays until its
-- count has moved by a step.
create table core_open_settled (
    organisation_id bigint primary key references core_organisation (id),
    numbers text not null
);
