-- On SQLite a writer is alone anyway.
select id from core_person where id = :person
