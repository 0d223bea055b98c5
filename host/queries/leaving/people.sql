-- Of who left and belongs elsewhere, or did since, no contacts and no account: those are not this organisation's.
-- The residence is kept of staff alone.
with member as (
    select m.person_id, m.profile, m.valid_until from core_membership m where m.organisation_id = :organisation
), known as (
    select person_id,
           max(case when valid_until is null or valid_until >= :today then 1 else 0 end) as here,
           max(case when profile = 'employee' and (valid_until is null or valid_until >= :today) then 1 else 0 end) as staff
    from member group by person_id
), person as (
    select k.person_id, k.staff,
           case when k.here = 1 or not exists (select 1 from core_membership e
                                               where e.person_id = k.person_id and e.organisation_id <> :organisation)
                then 1 else 0 end as reached
    from known k
)
select p.id, p.family_name, p.given_name, p.patronymic, p.birth_date, p.sex,
       case when k.reached = 1 then p.phone else '' end as phone,
       case when k.reached = 1 then p.email else '' end as email,
       case when k.staff = 1 then p.residence else '' end as residence,
       case when k.reached = 1 then p.confirmed_at_ms end as confirmed_at,
       case when k.reached = 1 then a.login end as login,
       case when k.reached = 1 then a.locale end as language,
       case when k.reached = 1 then a.first_login_at_ms end as first_signed_in_at,
       p.created_at_ms as created_at
from person k
join core_person p on p.id = k.person_id
left join core_account a on a.person_id = p.id
