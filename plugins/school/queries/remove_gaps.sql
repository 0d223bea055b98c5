delete from school_gap where organisation_id = :organisation and learner_membership_id = :member
