update core_join_code set failures = failures + 1 where person_id = :person
