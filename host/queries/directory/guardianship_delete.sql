delete from core_guardianship
where organisation_id = :organisation and learner_membership_id = :learner
      and guardian_membership_id = :guardian
