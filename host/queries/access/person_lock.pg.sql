-- What is decided about a person waits for each other.
select id from core_person where id = :person for no key update
