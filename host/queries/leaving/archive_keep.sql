update core_school_archive set expires_at_ms = :until
where organisation_id = :organisation and state = 'ready' and expires_at_ms < :until
