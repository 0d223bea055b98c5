insert into core_membership_role (
    organisation_id, membership_id, role)
select
    cast(r.value ->> 0 as bigint), cast(r.value ->> 1 as bigint), r.value ->> 2
from json_array_elements(cast(:rows as json)) as r (value)
