-- The login itself, and from each address.
delete from core_login_failure where key = :key or substr(key, 1, length(:key) + 1) = :key || '@'
