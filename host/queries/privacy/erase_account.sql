delete from core_account where person_id = :person
