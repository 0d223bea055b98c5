select e.class_id, e.learner_membership_id, e.valid_from, e.valid_until, p.valid_until
from school_enrolment e
join school_class c on c.organisation_id = e.organisation_id and c.id = e.class_id
left join api_core_person_v1 p
    on p.organisation_id = e.organisation_id and p.membership_id = e.learner_membership_id
where e.organisation_id = :organisation and c.year = :year
