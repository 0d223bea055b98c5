-- A year whose calendar is made by rule, because none is published yet.
alter table school_year add column provisional int not null default 0;
