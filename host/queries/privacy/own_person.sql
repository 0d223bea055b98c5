-- For an organisation no contacts of who left it and belongs elsewhere, or did since; the residence of staff alone.
with asked as (
    select cast(:person as bigint) as person_id, cast(:membership as bigint) as membership_id
), place as (
    select m.organisation_id from asked join core_membership m on m.id = asked.membership_id
), here as (
    select m.profile
    from asked
    join place on 1 = 1
    join core_membership m on m.organisation_id = place.organisation_id and m.person_id = asked.person_id
    where m.valid_until is null or m.valid_until >= :today
), known as (
    select asked.person_id,
           case when asked.membership_id = 0 or exists (select 1 from here)
                     or not exists (select 1 from core_membership e
                                    join place on e.organisation_id <> place.organisation_id
                                    where e.person_id = asked.person_id)
                then 1 else 0 end as reached,
           case when asked.membership_id = 0 or exists (select 1 from here where here.profile = 'employee')
                then 1 else 0 end as staff
    from asked
)
select p.family_name, p.given_name, p.patronymic, p.birth_date, p.sex,
       case when k.reached = 1 then p.phone else '' end,
       case when k.reached = 1 then p.email else '' end,
       case when k.staff = 1 then p.residence else '' end,
       case when k.reached = 1 then p.confirmed_at_ms end
from known k join core_person p on p.id = k.person_id
