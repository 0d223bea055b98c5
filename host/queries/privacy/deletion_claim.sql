-- From now on it can't be taken back.
update core_deletion set erasing_at_ms = coalesce(erasing_at_ms, :now)
where id = :id and erase_on <= :today and erased_at_ms is null and taken_back_at_ms is null
