update core_account
set password_hash = :hash, password_temporary = 0, password_set_at_ms = :now_ms, compromised_at_ms = null
where person_id = :person
