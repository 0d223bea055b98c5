select set_at_ms, password_hash
from core_password_history
where person_id = :person
order by set_at_ms desc
