delete from journal_former_mark
where organisation_id = :organisation and learner_membership_id = :member
