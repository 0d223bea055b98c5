-- To the operator one writes in confidence: for an organisation, what was written to it.
select s.words, s.answer, s.created_at_ms
from core_support_message s
where s.person_id = :person
  and (cast(:membership as bigint) = 0 or (s.membership_id = :membership and s.addressee = 'school'))
order by s.created_at_ms, s.id
