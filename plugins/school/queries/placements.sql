select membership_id, kind, label
from api_core_placement_v1
where organisation_id = :organisation
order by membership_id, label
