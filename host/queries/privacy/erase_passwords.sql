delete from core_password_history where person_id = :person
