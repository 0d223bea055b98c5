insert into core_roster_upload (organisation_id, id, kind, file_name, content, uploaded_by,
                                uploaded_at_ms, applied_at_ms)
values (:organisation, :id, :kind, :file_name, :content, :by, :now_ms, null)
