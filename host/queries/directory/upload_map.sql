update core_roster_upload set mapping = :mapping
where organisation_id = :organisation and id = :id and applied_at_ms is null and job_id = 0
