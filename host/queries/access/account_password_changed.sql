-- The old hash is named so that of two changes at once one is refused.
update core_account
set password_hash = :new_hash, password_temporary = 0, password_set_at_ms = :now, compromised_at_ms = null
where person_id = :person and password_hash = :old_hash
