-- No row changed: a code of that step was taken already.
update core_second_factor set last_step = :step
where person_id = :person and confirmed_at_ms is not null and last_step < :step
