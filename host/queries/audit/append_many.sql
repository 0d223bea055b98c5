insert into core_audit
    (id, at_ms, organisation_id, person_id, module, action, subject, detail, request_id)
select
    r.value ->> 0, r.value ->> 1, r.value ->> 2, r.value ->> 3, r.value ->> 4, r.value ->> 5,
    r.value ->> 6, r.value ->> 7, r.value ->> 8
from json_each(:rows) r
