-- The attempt went through, so whatever block there is began with it.
update core_second_factor set wrong_codes = wrong_codes - 1, blocked_until_ms = 0
where person_id = :person and wrong_codes > 0
