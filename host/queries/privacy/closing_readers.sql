-- Members of an organisation who can be written to.
select m.id, m.person_id, coalesce(a.locale, 'kk')
from core_membership m
join core_person p on p.id = m.person_id
left join core_account a on a.person_id = m.person_id
where m.organisation_id = :organisation
  and p.email <> ''
  and m.valid_from <= :today
  and (m.valid_until is null or m.valid_until >= :today)
order by m.id
