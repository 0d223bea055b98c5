select email from core_person where id = :person
