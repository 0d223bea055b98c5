update core_roster_upload set undone_at_ms = :now_ms, undone_by = :by
where organisation_id = :organisation and id = :id and applied_at_ms is not null
      and undone_at_ms is null
