select t.kind, t.label, t.from_ms, t.until_ms
from core_membership m
join core_placement_time t on t.organisation_id = m.organisation_id and t.membership_id = m.id
where m.person_id = :person and (m.id = :membership or :membership = 0)
order by m.id, t.kind, t.from_ms, t.label
