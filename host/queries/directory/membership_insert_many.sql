insert into core_membership (
    organisation_id, id, person_id, profile, position, valid_from, roster_upload_id)
select
    r.value ->> 0, r.value ->> 1, r.value ->> 2, r.value ->> 3, r.value ->> 4,
    nullif(r.value ->> 5, ''), nullif(r.value ->> 6, 0)
from json_each(:rows) r
