-- Who a membership is, if it holds today and the module is on for its organisation.
select m.person_id, case when p.email <> '' then 1 else 0 end, coalesce(a.locale, '')
from core_membership m
join core_module_reach r on r.organisation_id = m.organisation_id and r.module = :module
join core_person p on p.id = m.person_id
left join core_account a on a.person_id = m.person_id
where m.organisation_id = :organisation
  and m.id = :membership
  and m.valid_from <= :today
  and (m.valid_until is null or m.valid_until >= :today)
