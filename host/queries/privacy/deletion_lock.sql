-- On SQLite a writer is alone anyway.
select erased_at_ms from core_deletion where id = :id
