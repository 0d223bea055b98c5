-- Holds it until the transaction ends. No row changed: there is none.
update core_second_factor set last_step = last_step
where person_id = :person and confirmed_at_ms is not null
