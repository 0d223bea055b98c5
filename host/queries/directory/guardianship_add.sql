insert into core_guardianship (organisation_id, learner_membership_id, guardian_membership_id)
values (:organisation, :learner, :guardian)
on conflict do nothing
