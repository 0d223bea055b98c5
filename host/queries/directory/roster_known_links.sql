select learner_membership_id, guardian_membership_id from core_guardianship
where organisation_id = :organisation
