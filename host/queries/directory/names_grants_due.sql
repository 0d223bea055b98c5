select id, organisation_id, membership_id, last_day from core_names_grant
where withdrawn_at_ms is null and expired_at_ms is null and last_day < :today
order by id
limit 500
