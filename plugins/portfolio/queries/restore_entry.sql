update portfolio_entry
set removed_at_ms = null, revision = revision + 1
where organisation_id = :organisation and id = :entry and revision = :revision
  and removed_at_ms is not null and former_membership_id is null
