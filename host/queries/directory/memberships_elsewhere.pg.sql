-- Where else people belong today.
select m.organisation_id, m.id, m.person_id
from core_membership m
where m.person_id in (select cast(p.value as bigint)
                      from json_array_elements_text(cast(:persons as json)) as p (value))
  and m.organisation_id <> :organisation
  and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
order by m.id
