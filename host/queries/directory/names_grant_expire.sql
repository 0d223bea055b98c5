update core_names_grant set expired_at_ms = :now
where id = :id and withdrawn_at_ms is null and expired_at_ms is null and last_day < :today
