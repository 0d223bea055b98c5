-- Everything of an organisation in one file, ordered to be taken along. One at a time; the file lies in the
-- data folder until its days are over. ordered_by 0: the command line. trouble: which of its files could not
-- be written, while it is tried again or has failed.
create table core_school_archive (
    id bigint primary key,
    organisation_id bigint not null references core_organisation (id),
    ordered_by bigint not null,
    locale text not null check (locale in ('kk', 'ru', 'en')),
    state text not null check (state in ('waiting', 'ready', 'failed')),
    bytes bigint not null,
    trouble text not null,
    job_id bigint not null,
    ordered_at_ms bigint not null,
    expires_at_ms bigint,
    constraint core_school_archive_one unique (organisation_id)
);
create index core_school_archive_expiry on core_school_archive (expires_at_ms);
