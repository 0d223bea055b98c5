update core_registration
set state = :state, reason = :reason, decided_by = :by, decided_at_ms = :now_ms, erase_on = :erase_on
where organisation_id = :organisation and id = :id and state = 'waiting'
