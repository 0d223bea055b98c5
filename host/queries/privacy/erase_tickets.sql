delete from core_ticket where person_id = :person
