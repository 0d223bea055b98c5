insert into core_placement (
    organisation_id, membership_id, kind, label)
select
    cast(r.value ->> 0 as bigint), cast(r.value ->> 1 as bigint), r.value ->> 2, r.value ->> 3
from json_array_elements(cast(:rows as json)) as r (value)
