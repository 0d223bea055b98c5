-- What the roster says each teacher is able to teach.
select membership_id, label
from api_core_placement_v1
where organisation_id = :organisation and kind = 'subject'
order by membership_id, label
