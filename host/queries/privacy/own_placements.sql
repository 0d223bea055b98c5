select l.kind, l.label
from core_membership m
join core_placement l on l.organisation_id = m.organisation_id and l.membership_id = m.id
where m.person_id = :person and (m.id = :membership or :membership = 0)
order by m.id, l.kind, l.label
