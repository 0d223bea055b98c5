insert into core_account (
    person_id, login, password_temporary, locale, created_at_ms)
select
    cast(r.value ->> 0 as bigint), r.value ->> 1, cast(r.value ->> 2 as int), r.value ->> 3,
    cast(r.value ->> 4 as bigint)
from json_array_elements(cast(:rows as json)) as r (value)
