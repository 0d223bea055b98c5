select r.id, r.person_id, r.kind, r.message, r.created_at_ms as created_at, r.closed_at_ms as closed_at,
       r.field, r.reported_by, r.outcome, r.answer
from core_data_report r where r.organisation_id = :organisation
