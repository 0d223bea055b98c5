-- Replaces whatever there is: handed over on paper, it opens until it is changed.
update core_account
set password_hash = :hash, password_temporary = 1, password_set_at_ms = :now, compromised_at_ms = null,
    password_until_ms = null
where person_id = :person
