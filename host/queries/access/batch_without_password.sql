-- How many of each kind have an account nobody has a password for.
select m.profile, count(*)
from core_membership m
join core_account a on a.person_id = m.person_id
where m.organisation_id = :organisation and m.valid_from <= :today
      and (m.valid_until is null or m.valid_until >= :today) and a.password_hash is null
group by m.profile
