select g.last_day from core_names_grant g
where g.organisation_id = :organisation and g.membership_id = :membership
  and g.withdrawn_at_ms is null and g.expired_at_ms is null and g.last_day >= :today
