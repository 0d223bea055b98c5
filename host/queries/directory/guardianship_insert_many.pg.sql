insert into core_guardianship (
    organisation_id, learner_membership_id, guardian_membership_id, kinship)
select
    cast(r.value ->> 0 as bigint), cast(r.value ->> 1 as bigint), cast(r.value ->> 2 as bigint),
    nullif(r.value ->> 3, '')
from json_array_elements(cast(:rows as json)) as r (value)
on conflict do nothing
