insert into core_session
    (token_hash, person_id, organisation_id, membership_id, csrf_secret, device, created_at_ms,
     seen_at_ms, expires_at_ms)
values
    (:token_hash, :person, :organisation, :membership, :csrf_secret, :device, :now, :now, :expires_at)
