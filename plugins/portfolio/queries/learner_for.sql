-- A learner as far as this person answers for them: the homeroom teacher of their class, or whoever sees
-- the whole school. Who has left is no longer of this school.
select p.family_name, p.given_name, p.patronymic
from api_core_person_v1 p
where p.organisation_id = :organisation and p.membership_id = :learner and p.profile = 'learner'
  and (p.valid_until is null or p.valid_until >= :today)
  and (:sees_school = 1
       or exists (select 1 from api_school_enrolment_v1 e
                  join api_school_class_v1 c
                      on c.organisation_id = e.organisation_id and c.class_id = e.class_id
                  where e.organisation_id = p.organisation_id
                    and e.learner_membership_id = p.membership_id
                    and (e.valid_until is null or e.valid_until >= :today)
                    and c.homeroom_membership_id = :membership))
