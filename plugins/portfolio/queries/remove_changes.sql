delete from portfolio_change
where organisation_id = :organisation and learner_membership_id = :member
