-- A file that holds several tables: the sheets of a workbook, the schools of an archive. Which of them is
-- taken stands beside the file; until the file is saved the other sheets are there to be taken instead.
alter table core_roster_upload add column parts text not null default '';
alter table core_roster_upload add column part int not null default 0;

create table core_roster_part (
    organisation_id bigint not null,
    upload_id bigint not null,
    number int not null,
    name text not null,
    code text not null,
    rows_total int not null,
    mapping text not null,
    content text not null,
    primary key (organisation_id, upload_id, number),
    foreign key (organisation_id, upload_id) references core_roster_upload (organisation_id, id) on delete cascade
);
