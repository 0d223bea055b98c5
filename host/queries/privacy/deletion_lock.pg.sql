-- Two hosts that erase the same wait for each other.
select erased_at_ms from core_deletion where id = :id for no key update
