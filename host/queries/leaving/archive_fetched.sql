update core_school_archive set fetched_at_ms = coalesce(fetched_at_ms, :now) where id = :id
