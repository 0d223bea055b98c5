-- No row changed: a code of that step was taken already. A step that is later than :latest was
-- written by a clock that was wrong.
update core_second_factor set last_step = :step, wrong_codes = 0, blocked_until_ms = 0
where person_id = :person and confirmed_at_ms is not null and (last_step < :step or last_step > :latest)
