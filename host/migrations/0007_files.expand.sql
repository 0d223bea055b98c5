-- Files of plugins: whose they are. Their content lies in the data folder by its SHA-256.
create table core_file (
    organisation_id bigint not null references core_organisation (id),
    id bigint not null,
    module text not null,
    sha256 text not null,
    bytes bigint not null,
    content_type text not null,
    name text not null,
    -- ready; or waiting for the virus scanner; or infected
    state text not null check (state in ('ready', 'waiting', 'infected')),
    created_by bigint not null,
    created_at_ms bigint not null,
    primary key (organisation_id, id)
);
create index core_file_content on core_file (sha256);
create index core_file_waiting on core_file (id) where state = 'waiting';

-- What the quotas are held against; kept with the rows above, in the same transaction.
create table core_file_usage (
    organisation_id bigint not null references core_organisation (id),
    module text not null,
    files bigint not null,
    bytes bigint not null,
    primary key (organisation_id, module)
);
