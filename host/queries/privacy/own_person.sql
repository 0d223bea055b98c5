-- For an organisation the residence of staff alone.
with asked as (
    select cast(:person as bigint) as person_id, cast(:membership as bigint) as membership_id
)
select p.family_name, p.given_name, p.patronymic, p.birth_date, p.sex, p.phone, p.email,
       case when asked.membership_id = 0
                 or exists (select 1 from core_membership m
                            where m.id = asked.membership_id and m.profile = 'employee')
            then p.residence else '' end,
       p.confirmed_at_ms
from asked join core_person p on p.id = asked.person_id
