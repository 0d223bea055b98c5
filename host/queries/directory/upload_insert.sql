insert into core_roster_upload (organisation_id, id, kind, file_name, content, rows_total, uploaded_by,
                                uploaded_at_ms, applied_at_ms, mapping, parts, part)
values (:organisation, :id, :kind, :file_name, :content, :rows_total, :by, :now_ms, null, :mapping, :parts, :part)
