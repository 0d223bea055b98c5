update core_maintenance set ends_at_ms = :ends, reason = :reason
where id = :id and called_off_at_ms is null
