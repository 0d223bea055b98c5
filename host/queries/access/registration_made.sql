update core_registration set learner_membership_id = :learner where organisation_id = :organisation and id = :id
