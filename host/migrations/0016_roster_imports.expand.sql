-- A roster somebody has said yes to: who, with which answers, by which job; what came of it, and whether
-- it was undone.
alter table core_roster_upload add column rows_total int not null default 0;
alter table core_roster_upload add column answers text not null default '';
alter table core_roster_upload add column applied_by bigint not null default 0;
alter table core_roster_upload add column job_id bigint not null default 0;
alter table core_roster_upload add column new_count int not null default 0;
alter table core_roster_upload add column changed_count int not null default 0;
alter table core_roster_upload add column left_out_count int not null default 0;
alter table core_roster_upload add column undone_by bigint not null default 0;
alter table core_roster_upload add column undone_at_ms bigint;

-- What an import made is known by its number; of what it changed here is what stood there before and what
-- it put there, for as long as it can be undone.
alter table core_membership add column roster_upload_id bigint;
create table core_roster_change (
    organisation_id bigint not null,
    upload_id bigint not null,
    number int not null,
    membership_id bigint not null,
    field text not null,
    was text not null,
    became text not null,
    primary key (organisation_id, upload_id, number),
    foreign key (organisation_id, upload_id) references core_roster_upload (organisation_id, id)
);
