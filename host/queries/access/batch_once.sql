select id from core_credential_batch
where organisation_id = :organisation and asked_by = :person and once = :once
