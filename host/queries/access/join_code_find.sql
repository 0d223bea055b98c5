-- Whose login it is, and the code they made, if they did.
select a.person_id, c.code_hash, c.until_ms, c.failures
from core_account a
left join core_join_code c on c.person_id = a.person_id
where a.login = :login
