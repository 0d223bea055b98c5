select g.reason, g.last_day, g.granted_at_ms, g.withdrawn_at_ms
from core_membership m
join core_names_grant g on g.organisation_id = m.organisation_id and g.membership_id = m.id
where m.person_id = :person and (m.id = :membership or :membership = 0)
order by g.id
