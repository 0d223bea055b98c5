select id, kind, file_name, uploaded_at_ms from core_roster_upload
where organisation_id = :organisation and applied_at_ms is null order by id desc
