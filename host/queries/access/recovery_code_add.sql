insert into core_recovery_code (person_id, digest, used_at_ms) values (:person, :digest, null)
