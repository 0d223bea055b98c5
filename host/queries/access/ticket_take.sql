delete from core_ticket where token_hash = :token_hash
