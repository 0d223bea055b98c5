-- The old hash is named so that a password changed meanwhile is not put back.
update core_account set password_hash = :new_hash where person_id = :person and password_hash = :old_hash
