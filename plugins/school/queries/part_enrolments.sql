update school_enrolment set learner_membership_id = :nobody, valid_until = coalesce(valid_until, :today)
where organisation_id = :organisation and learner_membership_id = :member
