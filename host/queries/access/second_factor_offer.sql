-- No row changed: the person has one that is confirmed.
insert into core_second_factor (person_id, secret, confirmed_at_ms, last_step)
values (:person, :secret, null, 0)
on conflict (person_id) do update set secret = :secret, last_step = 0
where core_second_factor.confirmed_at_ms is null
