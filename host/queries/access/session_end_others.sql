delete from core_session where person_id = :person and token_hash <> :token_hash
