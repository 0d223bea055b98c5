-- Whose parent somebody is here today.
select p.family_name, p.given_name, p.patronymic, p.birth_date
from core_guardianship g
join core_membership m on m.organisation_id = g.organisation_id and m.id = g.learner_membership_id
join core_person p on p.id = m.person_id
where g.organisation_id = :organisation and g.guardian_membership_id = :guardian
  and (m.valid_until is null or m.valid_until >= :today)
