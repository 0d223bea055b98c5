-- The memberships of a login that are valid today, the oldest first.
select a.person_id, m.organisation_id, m.id
from core_account a
join core_membership m on m.person_id = a.person_id
where a.login = :login
  and m.valid_from <= :today
  and (m.valid_until is null or m.valid_until >= :today)
order by m.valid_from, m.id
