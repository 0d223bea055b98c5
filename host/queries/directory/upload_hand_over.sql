update core_roster_upload set applied_by = :by, answers = :answers, job_id = :job
where organisation_id = :organisation and id = :id and applied_at_ms is null
