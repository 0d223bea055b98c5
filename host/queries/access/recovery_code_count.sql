select count(*) from core_recovery_code where person_id = :person and used_at_ms is null
