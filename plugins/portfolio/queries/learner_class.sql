select c.class_id, c.grade, c.letter
from api_school_enrolment_v1 e
join api_school_class_v1 c on c.organisation_id = e.organisation_id and c.class_id = e.class_id
where e.organisation_id = :organisation and e.learner_membership_id = :learner
order by c.year desc, case when e.valid_until is null then 0 else 1 end, e.valid_from desc
limit 1
