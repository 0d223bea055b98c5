select person_id, password_hash, locale,
       case when password_temporary = 1 then coalesce(password_until_ms, 0) else 0 end
from core_account
where login = :login
