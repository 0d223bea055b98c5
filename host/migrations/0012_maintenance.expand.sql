-- Breaks for maintenance: planned, announced, counted by the calendar year.
create table core_maintenance (
    id bigint primary key,
    begins_at_ms bigint not null,
    ends_at_ms bigint not null check (ends_at_ms > begins_at_ms),
    words_kk text not null,
    words_ru text not null,
    words_en text not null,
    reason text not null,
    planned_by bigint not null,
    planned_at_ms bigint not null,
    called_off_at_ms bigint
);
create index core_maintenance_begins on core_maintenance (begins_at_ms);
