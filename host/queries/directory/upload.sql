select kind, file_name, content, uploaded_at_ms, applied_at_ms, mapping, part from core_roster_upload
where organisation_id = :organisation and id = :id
