select c.year, c.grade, c.letter, e.valid_from, e.valid_until
from school_enrolment e
join school_class c on c.organisation_id = e.organisation_id and c.id = e.class_id
where e.organisation_id = :organisation and e.learner_membership_id = :member
order by c.year, e.valid_from, c.id
