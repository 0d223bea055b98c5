-- How many classes have learners on a day.
select m.organisation_id, count(distinct l.label)
from core_organisation_closure c
join core_membership m on m.organisation_id = c.organisation_id
join core_placement l on l.organisation_id = m.organisation_id and l.membership_id = m.id and l.kind = 'class'
where c.ancestor_id = :top and m.profile = 'learner'
      and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
group by m.organisation_id
