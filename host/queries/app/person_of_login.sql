select person_id from core_account where login = :login
