update core_second_factor set blocked_until_ms = :until where person_id = :person
