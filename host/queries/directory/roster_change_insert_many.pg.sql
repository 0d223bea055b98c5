insert into core_roster_change (
    organisation_id, upload_id, number, membership_id, field, was, became)
select
    cast(r.value ->> 0 as bigint), cast(r.value ->> 1 as bigint), cast(r.value ->> 2 as int),
    cast(r.value ->> 3 as bigint), r.value ->> 4, r.value ->> 5, r.value ->> 6
from json_array_elements(cast(:rows as json)) as r (value)
