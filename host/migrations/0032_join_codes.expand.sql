-- By which somebody who has a login lets another organisation take them in: for a week, as a hash.
create table core_join_code (
    person_id bigint primary key references core_person (id),
    code_hash text not null,
    until_ms bigint not null,
    failures int not null default 0
);
