insert into core_membership_role (
    organisation_id, membership_id, role)
select
    r.value ->> 0, r.value ->> 1, r.value ->> 2
from json_each(:rows) r
