create table example_reminder (
    organisation_id bigint not null,
    id bigint not null,
    text text not null,
    due_on date not null,
    written_by bigint not null,
    primary key (organisation_id, id)
);
