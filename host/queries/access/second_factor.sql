select secret, confirmed_at_ms, last_step from core_second_factor where person_id = :person
