-- No row changed: the password is no longer the one that was compared. Holds the account until the
-- transaction ends, also where the hash stays the same.
update core_account set password_hash = :new_hash where person_id = :person and password_hash = :old_hash
