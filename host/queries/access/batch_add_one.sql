insert into core_credential_slip (organisation_id, batch_id, number, membership_id, state, sealed)
values (:organisation, :batch, :number, :membership, 'waiting', '')
