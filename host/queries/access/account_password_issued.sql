update core_account
set password_hash = :hash, password_temporary = 1, password_set_at_ms = :now
where person_id = :person
