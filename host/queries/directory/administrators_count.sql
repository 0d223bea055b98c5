select count(*) from core_membership_role r
join core_membership m on m.organisation_id = r.organisation_id and m.id = r.membership_id
where r.organisation_id = :organisation and r.role = 'administrator'
      and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
