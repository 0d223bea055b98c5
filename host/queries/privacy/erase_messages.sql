delete from core_support_message where person_id = :person
