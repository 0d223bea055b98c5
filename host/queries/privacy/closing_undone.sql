-- Deletions the host began by itself, which can still be taken back.
select organisation_id, membership_id
from core_deletion
where wound_up = 1 and taken_back_at_ms is null and erasing_at_ms is null and erased_at_ms is null
order by id
