-- What was written to the operator is nobody else's.
select s.id, s.person_id, s.membership_id, s.email, s.addressee, s.kind, s.words, s.page, s.role, s.locale as language,
       s.state, s.answer, s.answered_by, s.created_at_ms as created_at, s.changed_at_ms as changed_at
from core_support_message s where s.organisation_id = :organisation and s.addressee = 'school'
