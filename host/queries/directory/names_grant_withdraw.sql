update core_names_grant set withdrawn_by = :by, withdrawn_at_ms = :now
where organisation_id = :organisation and membership_id = :membership
  and withdrawn_at_ms is null and expired_at_ms is null and last_day >= :today
