-- Changes nothing when somebody else's revision came between, nor what another school entered.
update portfolio_entry
set kind = :kind, level = :level, title = :title, result = :result, begins_on = :begins_on,
    ends_on = :ends_on, place = :place, note = :note, revision = revision + 1
where organisation_id = :organisation and id = :entry and revision = :revision
  and removed_at_ms is null and former_membership_id is null
