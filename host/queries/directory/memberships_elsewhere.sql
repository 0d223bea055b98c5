-- Where else people belong today.
select m.organisation_id, m.id, m.person_id
from core_membership m
where m.person_id in (select p.value from json_each(:persons) p)
  and m.organisation_id <> :organisation
  and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
order by m.id
