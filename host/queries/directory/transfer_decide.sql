-- Whoever is second finds nothing that waits.
update core_transfer
set state = :state, decided_by = :by, decided_at_ms = :now, reason = :reason,
    to_membership_id = :made, told = :told
where id = :id and state = 'waiting'
