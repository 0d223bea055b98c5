update core_deletion set taken_back_by = :by, taken_back_at_ms = :now
where id = :id and taken_back_at_ms is null and erasing_at_ms is null
