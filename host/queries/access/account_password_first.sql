-- Only where there is none: somebody else may have been quicker.
update core_account
set password_hash = :hash, password_temporary = 1, password_set_at_ms = :now, compromised_at_ms = null,
    password_until_ms = null
where person_id = :person and password_hash is null
