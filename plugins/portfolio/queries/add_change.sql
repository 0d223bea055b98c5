insert into portfolio_change (
    organisation_id, learner_membership_id, entry_id, revision, deed, changed_by, changed_at_ms)
values (:organisation, :learner, :entry, :revision, :deed, :membership, :now)
