select r.role, m.valid_from
from core_membership m
join core_membership_role r on r.organisation_id = m.organisation_id and r.membership_id = m.id
where m.person_id = :person and (m.id = :membership or :membership = 0)
order by m.id, r.role
