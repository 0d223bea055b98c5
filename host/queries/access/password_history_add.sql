insert into core_password_history (person_id, set_at_ms, password_hash) values (:person, :set_at, :hash)
