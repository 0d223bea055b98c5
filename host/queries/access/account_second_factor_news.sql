select second_factor_taken_off_at_ms from core_account where person_id = :person
