select e.id, e.ground, e.first_day, e.note, e.valid_until_before, e.ended_at_ms, p.family_name, p.given_name
from core_membership_end e
left join core_person p on p.id = e.ended_by
where e.organisation_id = :organisation and e.membership_id = :membership and e.reopened_at_ms is null
