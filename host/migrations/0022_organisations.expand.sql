-- Organisations of more kinds. A column's check can't be changed here, so the column is made anew; the
-- view that shows it is taken away meanwhile.
drop view api_core_organisation_v1;
alter table core_organisation add column new_kind text not null default 'school'
    check (new_kind in ('ministry', 'region', 'district', 'school', 'state_body', 'self_government',
                        'training_centre', 'course_provider'));
update core_organisation set new_kind = kind;
alter table core_organisation drop column kind;
alter table core_organisation rename column new_kind to kind;
create view api_core_organisation_v1 as
    select o.id as organisation_id, o.parent_id, o.kind, o.code, o.name_kk, o.name_ru, o.name_en
    from core_organisation o
    join core_module_reach r on r.organisation_id = o.id and r.module = kerege_module();

-- In which state an organisation is from which day: only ever added to. The latest first_day that has
-- come counts, among those of one day the one entered last; without a row it is active.
create table core_organisation_status (
    organisation_id bigint not null references core_organisation (id),
    id bigint not null,
    status text not null check (status in ('preparation', 'active', 'suspended', 'closed')),
    first_day date not null,
    reason text not null,
    entered_by bigint not null,
    entered_at_ms bigint not null,
    primary key (organisation_id, id)
);

create trigger core_organisation_status_no_update before update on core_organisation_status
begin
    select raise(abort, 'what was entered of an organisation''s state is not changed');
end;

create trigger core_organisation_status_no_delete before delete on core_organisation_status
begin
    select raise(abort, 'what was entered of an organisation''s state is not deleted');
end;
