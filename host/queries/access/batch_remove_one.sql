delete from core_credential_slip
where organisation_id = :organisation and batch_id = :batch and number = :number
