update school_enrolment
set valid_until = :last_day
where organisation_id = :organisation and class_id = :class and learner_membership_id = :learner
