select e.ground, e.first_day, e.note, e.ended_at_ms, e.reopened_at_ms
from core_membership m
join core_membership_end e on e.organisation_id = m.organisation_id and e.membership_id = m.id
where m.person_id = :person and (m.id = :membership or :membership = 0)
order by e.ended_at_ms, e.id
