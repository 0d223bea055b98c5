update core_person set confirmed_at_ms = :now where id = :person and confirmed_at_ms is null
