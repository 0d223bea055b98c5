insert into core_person (
    id, family_name, given_name, patronymic, birth_date, sex, phone, email, residence, created_at_ms)
select
    r.value ->> 0, r.value ->> 1, r.value ->> 2, r.value ->> 3, nullif(r.value ->> 4, ''),
    nullif(r.value ->> 5, ''), r.value ->> 6, r.value ->> 7, r.value ->> 8, r.value ->> 9
from json_each(:rows) r
