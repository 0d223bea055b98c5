-- Guardians whose access ended together with that of their child.
select e.membership_id
from core_membership_end e
join core_guardianship g
    on g.organisation_id = e.organisation_id and g.guardian_membership_id = e.membership_id
where e.organisation_id = :organisation and g.learner_membership_id = :learner
      and e.ground = 'child_left' and e.ended_at_ms = :ended_at and e.reopened_at_ms is null
order by e.membership_id
