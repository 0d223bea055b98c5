create table if not exists core_migration (
    owner text not null,
    version int not null,
    name text not null,
    phase text not null,
    checksum text not null,
    applied_at_ms bigint not null,
    primary key (owner, version)
)
