-- A parent who is here today.
select m.person_id, p.birth_date
from core_membership m
join core_person p on p.id = m.person_id
where m.organisation_id = :organisation and m.id = :guardian and m.profile = 'guardian'
  and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
