update core_deletion
set ground = :ground, note = :note, confirmed_by = :by, confirmed_at_ms = :now, access_until = :access_until,
    valid_until_before = :valid_until_before, erase_on = :erase_on
where id = :id
