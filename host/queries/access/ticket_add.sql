insert into core_ticket (token_hash, person_id, purpose, mark, expires_at_ms)
values (:token_hash, :person, :purpose, :mark, :expires_at)
