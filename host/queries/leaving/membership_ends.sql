select e.id, e.membership_id, e.ground, e.first_day, e.note, e.ended_by, e.ended_at_ms as ended_at, e.reopened_by,
       e.reopened_at_ms as reopened_at
from core_membership_end e where e.organisation_id = :organisation
