update core_account set failures = failures + 1 where person_id = :person
