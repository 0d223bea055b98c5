delete from core_recovery_code where person_id = :person
