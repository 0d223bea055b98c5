-- One row for each role given, or one with an empty role, over all memberships of today.
select m.profile, coalesce(r.role, '')
from core_membership m
left join core_membership_role r
    on r.organisation_id = m.organisation_id and r.membership_id = m.id
where m.person_id = :person
  and m.valid_from <= :today
  and (m.valid_until is null or m.valid_until >= :today)
