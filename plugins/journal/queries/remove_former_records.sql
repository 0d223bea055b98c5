delete from journal_former_record
where organisation_id = :organisation and learner_membership_id = :member
