update journal_entry_change set learner_membership_id = :nobody
where organisation_id = :organisation and learner_membership_id = :member
