select s.id, s.status, s.first_day, s.reason, s.entered_by, s.entered_at_ms as entered_at
from core_organisation_status s where s.organisation_id = :organisation
