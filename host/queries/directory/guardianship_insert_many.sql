insert into core_guardianship (
    organisation_id, learner_membership_id, guardian_membership_id, kinship)
select
    r.value ->> 0, r.value ->> 1, r.value ->> 2, nullif(r.value ->> 3, '')
from json_each(:rows) r
where true
on conflict do nothing
