update core_account set compromised_at_ms = :now where person_id = :person
