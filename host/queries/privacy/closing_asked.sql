-- Whose deletion was asked for before an instant, and nobody is there to confirm it.
select membership_id
from core_deletion
where organisation_id = :organisation and confirmed_at_ms is null and taken_back_at_ms is null
  and asked_at_ms <= :before
order by id
limit :most
