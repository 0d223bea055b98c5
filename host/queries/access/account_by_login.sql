select person_id, password_hash, locale from core_account where login = :login
