insert into core_membership (
    organisation_id, id, person_id, profile, position, valid_from, roster_upload_id)
select
    cast(r.value ->> 0 as bigint), cast(r.value ->> 1 as bigint), cast(r.value ->> 2 as bigint),
    r.value ->> 3, r.value ->> 4, cast(nullif(r.value ->> 5, '') as date), nullif(cast(r.value ->> 6 as bigint), 0)
from json_array_elements(cast(:rows as json)) as r (value)
