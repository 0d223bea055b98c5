select person_id, secret from core_second_factor where confirmed_at_ms is not null
