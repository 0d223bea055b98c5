-- The audit log in a chain: each entry is sealed, in the order of the numbers, by a hash over itself and
-- the hash before. Entries wait here from the moment they are written until the sealer comes.
--
-- Older hosts wait at their next entry until this is through: an entry of theirs that was written between
-- the filling of the queue and the trigger would be in neither.
lock table core_audit in share row exclusive mode;

create table core_audit_unsealed (
    audit_id bigint primary key
);

create table core_audit_seal (
    number bigint primary key,
    audit_id bigint not null unique,
    sealed_at_ms bigint not null,
    hash text not null
);

-- One row: where the chain ends. Sealers wait for each other at it.
create table core_audit_head (
    id int primary key check (id = 1),
    number bigint not null,
    hash text not null
);
insert into core_audit_head (id, number, hash) values (1, 0, '');

insert into core_audit_unsealed (audit_id) select id from core_audit;

-- Who did it, whom or what it was done to, what was done.
create index core_audit_person on core_audit (person_id, id);
create index core_audit_subject on core_audit (organisation_id, subject, id);
create index core_audit_action on core_audit (organisation_id, action, id);

-- Whoever writes an entry, it waits to be sealed: older hosts too, that know of no chain.
create function core_audit_wait() returns trigger language plpgsql as $$
begin
    insert into core_audit_unsealed (audit_id) values (new.id);
    return null;
end
$$;

create trigger core_audit_wait after insert on core_audit
    for each row execute function core_audit_wait();

create trigger core_audit_seal_guard before update or delete or truncate on core_audit_seal
    for each statement execute function core_audit_guard();

-- Entries with the names of who did it, whom or what it was done to, and where. Modules name members of
-- the organisation as the host does, by their membership; what else they name is their own.
create view core_audit_named as
select a.id, a.at_ms, a.organisation_id, a.person_id, a.module, a.action, a.subject, a.detail, a.request_id,
       p.family_name as by_family_name, p.given_name as by_given_name,
       coalesce(m.id, (select min(x.id) from core_membership x
                       where x.organisation_id = a.organisation_id and x.person_id = s.id)) as of_membership_id,
       s.family_name as of_family_name, s.given_name as of_given_name,
       o.name_kk as of_name_kk, o.name_ru as of_name_ru, o.name_en as of_name_en, u.file_name as of_file_name,
       w.name_kk, w.name_ru, w.name_en
from core_audit a
left join core_organisation w on w.id = a.organisation_id
left join core_person p on p.id = a.person_id
left join core_membership m
     on m.organisation_id = a.organisation_id
        and m.id = cast(substring(a.subject from '^(?:membership|learner|teacher|guardian):([0-8]?[0-9]{1,18})$')
                        as bigint)
left join core_data_report r
     on r.organisation_id = a.organisation_id
        and r.id = case when a.module = ''
                    then cast(substring(a.subject from '^data_report:([0-8]?[0-9]{1,18})$') as bigint) end
left join core_person s
     on s.id = coalesce(m.person_id, r.person_id,
                        case when a.module = ''
                    then cast(substring(a.subject from '^person:([0-8]?[0-9]{1,18})$') as bigint) end)
left join core_organisation o
     on o.id = case when a.module = ''
                    then cast(substring(a.subject from '^organisation:([0-8]?[0-9]{1,18})$') as bigint) end
left join core_roster_upload u
     on u.organisation_id = a.organisation_id
        and u.id = case when a.module = ''
                    then cast(substring(a.subject from '^upload:([0-8]?[0-9]{1,18})$') as bigint) end;
