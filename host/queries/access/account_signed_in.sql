update core_account
set first_login_at_ms = coalesce(first_login_at_ms, :now), signed_in_before_at_ms = signed_in_at_ms,
    signed_in_at_ms = :now, failures_before = failures, failures = 0
where person_id = :person
