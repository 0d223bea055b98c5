delete from core_session where token_hash = :token_hash
