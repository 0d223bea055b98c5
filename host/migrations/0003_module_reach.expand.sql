-- Where each module is on, today: kept by the host from the settings, and what the published views
-- show a plugin is joined with it. The host's own rows have no module.
create table core_module_reach (
    module text not null,
    organisation_id bigint not null references core_organisation (id) on delete cascade,
    primary key (module, organisation_id)
) without rowid;

insert into core_module_reach (module, organisation_id) select '', id from core_organisation;

create trigger core_organisation_reach after insert on core_organisation
begin
    insert into core_module_reach (module, organisation_id) values ('', new.id);
end;

drop view api_core_organisation_v1;
create view api_core_organisation_v1 as
    select o.id as organisation_id, o.parent_id, o.kind, o.code, o.name_kk, o.name_ru, o.name_en
    from core_organisation o
    join core_module_reach r on r.organisation_id = o.id and r.module = kerege_module();

drop view api_core_subtree_v1;
create view api_core_subtree_v1 as
    select c.ancestor_id, c.organisation_id, c.depth
    from core_organisation_closure c
    join core_module_reach r on r.organisation_id = c.organisation_id and r.module = kerege_module();

-- Where it is about people the reach comes first and "cross join" holds it there: what a plugin asks
-- of a row is never worked out on one that it may not see, where it could fail and so tell something.
drop view api_core_person_v1;
create view api_core_person_v1 as
    select m.organisation_id, m.id as membership_id, m.person_id, m.profile, m.position, m.valid_from, m.valid_until,
           p.family_name, p.given_name, p.patronymic, p.birth_date, p.sex, p.phone, p.email
    from core_module_reach r
    cross join core_membership m on m.organisation_id = r.organisation_id
    cross join core_person p on p.id = m.person_id
    where r.module = kerege_module();

drop view api_core_placement_v1;
create view api_core_placement_v1 as
    select l.organisation_id, l.membership_id, l.kind, l.label
    from core_module_reach r
    cross join core_placement l on l.organisation_id = r.organisation_id
    where r.module = kerege_module();

drop view api_core_guardianship_v1;
create view api_core_guardianship_v1 as
    select g.organisation_id, g.learner_membership_id, g.guardian_membership_id
    from core_guardianship g
    join core_module_reach r on r.organisation_id = g.organisation_id and r.module = kerege_module();
