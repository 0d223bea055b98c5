select l.label, count(*) from core_placement l
join core_membership m on m.organisation_id = l.organisation_id and m.id = l.membership_id
where l.organisation_id = :organisation and l.kind = 'class'
      and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
group by l.label
