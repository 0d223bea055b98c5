-- Whose job a file that is not applied has been handed over to.
select job_id from core_roster_upload
where organisation_id = :organisation and id = :id and applied_at_ms is null
