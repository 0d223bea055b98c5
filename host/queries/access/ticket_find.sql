select t.person_id, t.mark, a.login, a.password_hash, a.locale, t.tries
from core_ticket t
join core_account a on a.person_id = t.person_id
where t.token_hash = :token_hash and t.purpose = :purpose and t.expires_at_ms > :now
