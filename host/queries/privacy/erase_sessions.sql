delete from core_session where person_id = :person
