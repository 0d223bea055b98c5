delete from core_join_code where person_id = :person
