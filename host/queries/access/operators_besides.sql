-- Who hears of an account where nobody else does: the operators of the organisation and of those above it.
select m.organisation_id, m.id, m.person_id, coalesce(a.locale, 'kk')
from core_organisation_closure c
join core_membership m on m.organisation_id = c.ancestor_id and m.profile = 'operator'
join core_person p on p.id = m.person_id
left join core_account a on a.person_id = m.person_id
where c.organisation_id = :organisation
  and m.person_id <> :besides
  and p.email <> ''
  and m.valid_from <= :today
  and (m.valid_until is null or m.valid_until >= :today)
order by m.id
