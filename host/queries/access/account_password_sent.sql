-- Only while it has never been used: nobody's password is replaced by a letter.
update core_account
set password_hash = :hash, password_temporary = 1, password_set_at_ms = :now,
    password_until_ms = :until, compromised_at_ms = null
where person_id = :person and first_login_at_ms is null
