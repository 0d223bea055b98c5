-- Which column of a roster is which, where its headings do not say it: of a file that waits, and
-- remembered for the next one with the same headings.
alter table core_roster_upload add column mapping text not null default '';

create table core_roster_mapping (
    organisation_id bigint not null references core_organisation (id),
    kind text not null check (kind in ('staff', 'learners')),
    shape text not null,
    mapping text not null,
    saved_by bigint not null,
    saved_at_ms bigint not null,
    primary key (organisation_id, kind, shape)
);
