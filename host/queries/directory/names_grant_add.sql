insert into core_names_grant (id, organisation_id, membership_id, reason, last_day, granted_by, granted_at_ms)
values (:id, :organisation, :membership, :reason, :last_day, :by, :now)
