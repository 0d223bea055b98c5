delete from portfolio_former_school
where organisation_id = :organisation and learner_membership_id = :member
