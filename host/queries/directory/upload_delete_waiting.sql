delete from core_roster_upload
where organisation_id = :organisation and kind = :kind and applied_at_ms is null
