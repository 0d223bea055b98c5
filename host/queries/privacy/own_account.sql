select a.login, a.locale, a.created_at_ms, a.first_login_at_ms, a.password_set_at_ms, a.signed_in_at_ms, a.failures
from core_account a where a.person_id = :person and cast(:membership as bigint) = 0
