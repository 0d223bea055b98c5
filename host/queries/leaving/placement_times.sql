select t.membership_id, t.kind, t.label, t.from_ms as from_at, t.until_ms as until_at
from core_placement_time t where t.organisation_id = :organisation
