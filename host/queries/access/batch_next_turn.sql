update core_credential_batch set job_id = :job where organisation_id = :organisation and id = :id
