delete from core_registration
where organisation_id = :organisation
  and (guardian_membership_id = :membership or learner_membership_id = :membership)
