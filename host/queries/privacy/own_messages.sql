select s.words, s.answer, s.created_at_ms
from core_support_message s
where s.person_id = :person
  and (cast(:membership as bigint) = 0 or s.membership_id = :membership)
order by s.created_at_ms, s.id
