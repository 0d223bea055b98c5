-- Who is to hear of what concerns a school's accounts.
select m.id, m.person_id, coalesce(a.locale, 'kk')
from core_membership m
join core_membership_role r
    on r.organisation_id = m.organisation_id and r.membership_id = m.id and r.role = 'administrator'
join core_person p on p.id = m.person_id
left join core_account a on a.person_id = m.person_id
where m.organisation_id = :organisation
  and m.profile = 'employee'
  and m.person_id <> :besides
  and p.email <> ''
  and m.valid_from <= :today
  and (m.valid_until is null or m.valid_until >= :today)
