delete from core_mail where person_id = :person
