select secret, confirmed_at_ms, last_step, blocked_until_ms from core_second_factor where person_id = :person
