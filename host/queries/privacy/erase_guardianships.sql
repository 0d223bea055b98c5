delete from core_guardianship
where organisation_id = :organisation and (learner_membership_id = :membership or guardian_membership_id = :membership)
