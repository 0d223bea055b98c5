-- field: which of the fixed data is wrong; empty: what the words say. reported_by: a parent, of a child;
-- null: the person themselves. outcome: what came of it, with an answer the one who wrote it reads.
alter table core_data_report add column field text not null default '';
alter table core_data_report add column reported_by bigint;
alter table core_data_report add column outcome text not null default '' check (outcome in ('', 'corrected', 'kept'));
alter table core_data_report add column answer text not null default '';
create index core_data_report_person on core_data_report (person_id);
