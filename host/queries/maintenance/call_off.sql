update core_maintenance set called_off_at_ms = :now_ms
where id = :id and called_off_at_ms is null and ends_at_ms > :now_ms
