-- Two hosts may have seen the same session: the later one stands.
update core_session
set seen_at_ms = :seen_at, expires_at_ms = :expires_at
where token_hash = :token_hash and seen_at_ms < :seen_at
