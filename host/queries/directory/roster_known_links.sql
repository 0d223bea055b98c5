select learner_membership_id, guardian_membership_id, kinship from core_guardianship
where organisation_id = :organisation
