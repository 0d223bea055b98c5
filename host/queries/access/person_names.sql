select family_name, given_name from core_person where id = :person
