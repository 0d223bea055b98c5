-- Where each module is on, today: kept by the host from the settings, and what the published views
-- show a plugin is joined with it. The host's own rows have no module.
create table core_module_reach (
    module text not null,
    organisation_id bigint not null references core_organisation (id) on delete cascade,
    primary key (module, organisation_id)
);

insert into core_module_reach (module, organisation_id) select '', id from core_organisation;

create function core_organisation_reach() returns trigger language plpgsql as $$
begin
    insert into core_module_reach (module, organisation_id) values ('', new.id);
    return null;
end
$$;

create trigger core_organisation_reach after insert on core_organisation
    for each row execute function core_organisation_reach();

-- Whose session it is. The name of a plugin's login role says it (host/src/data/postgres_roles.cpp);
-- in a session of the host it is what the host set for the statements of a plugin without a role.
create function kerege_module() returns text language sql stable as $$
    select case when left(session_user, 14) = 'kerege_plugin_' then substr(session_user, 24)
           else coalesce(current_setting('kerege.module', true), '') end
$$;

create or replace view api_core_organisation_v1 as
    select o.id as organisation_id, o.parent_id, o.kind, o.code, o.name_kk, o.name_ru, o.name_en
    from core_organisation o
    join core_module_reach r on r.organisation_id = o.id and r.module = kerege_module();

create or replace view api_core_subtree_v1 as
    select c.ancestor_id, c.organisation_id, c.depth
    from core_organisation_closure c
    join core_module_reach r on r.organisation_id = c.organisation_id and r.module = kerege_module();

-- What is said of people comes out of a lateral query with an offset, which the planner keeps whole and
-- runs after the reach was found: what a plugin asks of it is never worked out on a row that it may not
-- see, where it could fail and so tell something. The ids stay outside for the indexes.
create or replace view api_core_person_v1 as
    select m.organisation_id, m.id as membership_id, m.person_id,
           w.profile, w.position, w.valid_from, w.valid_until,
           w.family_name, w.given_name, w.patronymic, w.birth_date, w.sex, w.phone, w.email
    from core_membership m
    join core_module_reach r on r.organisation_id = m.organisation_id and r.module = kerege_module()
    cross join lateral (
        select m.profile, m.position, m.valid_from, m.valid_until,
               p.family_name, p.given_name, p.patronymic, p.birth_date, p.sex, p.phone, p.email
        from core_person p
        where p.id = m.person_id and r.organisation_id = m.organisation_id
        offset 0) w;

create or replace view api_core_placement_v1 as
    select l.organisation_id, l.membership_id, w.kind, w.label
    from core_placement l
    join core_module_reach r on r.organisation_id = l.organisation_id and r.module = kerege_module()
    cross join lateral (
        select l.kind, l.label where r.organisation_id = l.organisation_id offset 0) w;

create or replace view api_core_guardianship_v1 as
    select g.organisation_id, g.learner_membership_id, g.guardian_membership_id
    from core_guardianship g
    join core_module_reach r on r.organisation_id = g.organisation_id and r.module = kerege_module();
