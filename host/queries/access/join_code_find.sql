select code_hash, until_ms, failures from core_join_code where person_id = :person
