insert into core_person (
    id, family_name, given_name, patronymic, birth_date, sex, phone, email, residence, created_at_ms)
select
    cast(r.value ->> 0 as bigint), r.value ->> 1, r.value ->> 2, r.value ->> 3,
    cast(nullif(r.value ->> 4, '') as date), nullif(r.value ->> 5, ''), r.value ->> 6, r.value ->> 7,
    r.value ->> 8, cast(r.value ->> 9 as bigint)
from json_array_elements(cast(:rows as json)) as r (value)
