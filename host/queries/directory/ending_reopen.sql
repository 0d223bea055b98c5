update core_membership_end set reopened_by = :by, reopened_at_ms = :now
where organisation_id = :organisation and membership_id = :membership and reopened_at_ms is null
