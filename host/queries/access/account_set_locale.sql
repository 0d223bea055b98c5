update core_account set locale = :locale where person_id = :person
