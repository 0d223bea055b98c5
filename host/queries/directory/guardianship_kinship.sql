update core_guardianship set kinship = :kinship
where organisation_id = :organisation and learner_membership_id = :learner
      and guardian_membership_id = :guardian
