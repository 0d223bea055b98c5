-- The children of guardians who are here that day, with their class.
select g.guardian_membership_id, c.given_name,
       coalesce((select min(l.label) from core_placement l
                 where l.organisation_id = n.organisation_id and l.membership_id = n.id
                       and l.kind = 'class'), '')
from core_guardianship g
join core_membership n on n.organisation_id = g.organisation_id and n.id = g.learner_membership_id
join core_person c on c.id = n.person_id
where g.organisation_id = :organisation
      and g.guardian_membership_id in (select cast(r.value as bigint)
                                       from json_array_elements_text(cast(:guardians as json)) as r (value))
      and (n.valid_until is null or n.valid_until >= :today)
order by c.given_name collate "kk-x-icu", n.id
