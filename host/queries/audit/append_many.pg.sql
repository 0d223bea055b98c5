insert into core_audit
    (id, at_ms, organisation_id, person_id, module, action, subject, detail, request_id)
select
    cast(r.value ->> 0 as bigint), cast(r.value ->> 1 as bigint), cast(r.value ->> 2 as bigint),
    cast(r.value ->> 3 as bigint), r.value ->> 4, r.value ->> 5, r.value ->> 6, r.value ->> 7, r.value ->> 8
from json_array_elements(cast(:rows as json)) as r (value)
