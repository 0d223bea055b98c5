-- On SQLite a writer is alone anyway.
select id from core_organisation where id = :organisation
