insert into core_account (
    person_id, login, password_temporary, locale, created_at_ms)
select
    r.value ->> 0, r.value ->> 1, r.value ->> 2, r.value ->> 3, r.value ->> 4
from json_each(:rows) r
