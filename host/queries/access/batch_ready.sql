update core_credential_batch
set ready_at_ms = :now, forget_at_ms = :forget
where organisation_id = :organisation and id = :id and ready_at_ms is null
