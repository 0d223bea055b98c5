insert into core_roster_change (
    organisation_id, upload_id, number, membership_id, field, was, became)
select
    r.value ->> 0, r.value ->> 1, r.value ->> 2, r.value ->> 3, r.value ->> 4, r.value ->> 5,
    r.value ->> 6
from json_each(:rows) r
