delete from core_personal_copy where person_id = :person or asked_by = :person
