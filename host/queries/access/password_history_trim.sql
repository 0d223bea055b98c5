delete from core_password_history where person_id = :person and set_at_ms < :oldest_kept
