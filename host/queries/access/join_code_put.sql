insert into core_join_code (person_id, code_hash, until_ms, failures)
values (:person, :code_hash, :until_ms, 0)
on conflict (person_id) do update
    set code_hash = excluded.code_hash, until_ms = excluded.until_ms, failures = 0
