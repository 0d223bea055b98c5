-- Of one that was handed over and is not applied yet.
select applied_by, answers from core_roster_upload
where organisation_id = :organisation and id = :id and job_id <> 0 and applied_at_ms is null
