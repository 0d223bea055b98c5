select r.message, r.field, r.created_at_ms, r.closed_at_ms, r.outcome, r.answer
from core_data_report r
where coalesce(r.reported_by, r.person_id) = :person
  and (cast(:membership as bigint) = 0 or r.organisation_id = (select m.organisation_id from core_membership m where m.id = :membership))
order by r.created_at_ms, r.id
