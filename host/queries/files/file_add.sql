insert into core_file
    (organisation_id, id, module, sha256, bytes, content_type, name, state, created_by, created_at_ms)
values (:organisation, :id, :module, :sha256, :bytes, :type, :name, :state, :by, :now)
