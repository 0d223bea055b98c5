-- Who is told at once that consent was withdrawn: the operators whose organisation stands above, in their languages.
select m.organisation_id, m.id, m.person_id, coalesce(a.locale, 'kk')
from core_organisation_closure c
join core_membership m on m.organisation_id = c.ancestor_id and m.profile = 'operator'
join core_person p on p.id = m.person_id
left join core_account a on a.person_id = m.person_id
where c.organisation_id = :organisation and p.email <> '' and m.valid_from <= :today
      and (m.valid_until is null or m.valid_until >= :today)
order by m.id
