-- own_words: whether what the person wrote when asking for it is given too.
select d.ground,
       case when d.asked_by <> d.person_id or cast(:own_words as bigint) = 1 then d.note else '' end,
       d.asked_at_ms, d.confirmed_at_ms, d.erase_on, d.taken_back_at_ms
from core_deletion d
where d.person_id = :person and (cast(:membership as bigint) = 0 or d.membership_id = :membership)
order by d.asked_at_ms, d.id
