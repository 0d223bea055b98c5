-- It goes on: it is not to be forgotten meanwhile.
update core_credential_batch
set forget_at_ms = :forget
where organisation_id = :organisation and id = :id and ready_at_ms is null
