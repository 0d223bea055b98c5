delete from core_second_factor where person_id = :person and confirmed_at_ms is null
