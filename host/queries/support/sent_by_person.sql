select count(*) from core_support_message where person_id = :person and created_at_ms > :since_ms
