update core_personal_copy set state = :state, bytes = :bytes, expires_at_ms = :expires
where id = :id and state = 'waiting'
