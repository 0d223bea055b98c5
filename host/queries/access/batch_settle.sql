-- Changes nothing if another host was first.
update core_credential_slip
set state = :state, sealed = :sealed
where organisation_id = :organisation and batch_id = :batch and number = :number and state = 'waiting'
