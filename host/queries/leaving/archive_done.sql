update core_school_archive set state = :state, bytes = :bytes, trouble = :trouble, expires_at_ms = :expires
where id = :id and state = 'waiting'
