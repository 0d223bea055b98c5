insert into core_guardianship (organisation_id, learner_membership_id, guardian_membership_id, kinship)
values (:organisation, :learner, :guardian, :kinship)
on conflict do nothing
