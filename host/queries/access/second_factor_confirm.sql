-- The secret is named: another one may have been offered meanwhile.
update core_second_factor set confirmed_at_ms = :now, last_step = :step, secret = :resealed
where person_id = :person and secret = :secret and confirmed_at_ms is null
