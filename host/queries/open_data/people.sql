-- Learners and employees of a day, by what is published of them.
select m.organisation_id, m.profile, coalesce(p.sex, ''), coalesce(substr(cast(p.birth_date as text), 1, 4), ''),
       count(distinct m.person_id)
from core_organisation_closure c
join core_membership m on m.organisation_id = c.organisation_id
join core_person p on p.id = m.person_id
where c.ancestor_id = :top and m.profile in ('learner', 'employee')
      and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
group by m.organisation_id, m.profile, coalesce(p.sex, ''), coalesce(substr(cast(p.birth_date as text), 1, 4), '')
