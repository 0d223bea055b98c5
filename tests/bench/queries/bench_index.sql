create index if not exists bench_entry_learner
    on bench_entry (organisation_id, learner_membership_id, changed_at_ms)
