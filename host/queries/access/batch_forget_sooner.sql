update core_credential_batch
set forget_at_ms = :forget
where organisation_id = :organisation and id = :id and asked_by = :person and forget_at_ms > :forget
