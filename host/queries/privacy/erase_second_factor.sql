delete from core_second_factor where person_id = :person
