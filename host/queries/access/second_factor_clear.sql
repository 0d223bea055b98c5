-- Somebody else has given the account another password: whoever guessed does not know it.
update core_second_factor set wrong_codes = 0, blocked_until_ms = 0 where person_id = :person
