-- Whose membership it is, if it is an official's and holds on the day.
select m.person_id from core_membership m
where m.organisation_id = :organisation and m.id = :membership
  and m.profile in ('ministry', 'region', 'district')
  and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
