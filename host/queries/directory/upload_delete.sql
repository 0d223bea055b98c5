delete from core_roster_upload
where organisation_id = :organisation and id = :id and applied_at_ms is null
