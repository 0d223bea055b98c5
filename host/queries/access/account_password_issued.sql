-- until: of a password that travels by mail.
update core_account
set password_hash = :hash, password_temporary = 1, password_set_at_ms = :now, compromised_at_ms = null,
    password_until_ms = :until
where person_id = :person
