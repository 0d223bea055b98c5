select d.ground, d.note, d.asked_at_ms, d.confirmed_at_ms, d.erase_on, d.taken_back_at_ms
from core_deletion d
where d.person_id = :person and (cast(:membership as bigint) = 0 or d.membership_id = :membership)
order by d.asked_at_ms, d.id
