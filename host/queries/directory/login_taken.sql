select 1 from core_account where login = :login
