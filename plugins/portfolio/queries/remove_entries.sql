delete from portfolio_entry
where organisation_id = :organisation and learner_membership_id = :member
