insert into core_placement (
    organisation_id, membership_id, kind, label)
select
    r.value ->> 0, r.value ->> 1, r.value ->> 2, r.value ->> 3
from json_each(:rows) r
