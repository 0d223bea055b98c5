-- Of the whole installation: somebody has to look after it.
select count(*) from core_membership m
where m.profile = 'operator' and not (m.organisation_id = :organisation and m.id = :membership)
      and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
