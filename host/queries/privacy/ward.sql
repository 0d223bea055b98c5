-- A guardian's child who is in the organisation: who it is, and when it was born.
select m.person_id, p.birth_date
from core_guardianship g
join core_membership m on m.organisation_id = g.organisation_id and m.id = g.learner_membership_id
join core_person p on p.id = m.person_id
where g.organisation_id = :organisation and g.guardian_membership_id = :guardian and g.learner_membership_id = :learner
  and (m.valid_until is null or m.valid_until >= :today)
