delete from school_enrolment
where organisation_id = :organisation and class_id = :class and learner_membership_id = :learner
