update core_roster_upload set answers = '', job_id = 0
where organisation_id = :organisation and id = :id and applied_at_ms is null
