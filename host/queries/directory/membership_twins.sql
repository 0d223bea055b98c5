-- Whether the person is there again by another membership of the same kind.
select count(*) from core_membership m
join core_membership t on t.organisation_id = m.organisation_id and t.person_id = m.person_id
     and t.profile = m.profile and t.id <> m.id
where m.organisation_id = :organisation and m.id = :membership
      and (t.valid_until is null or t.valid_until >= :today)
