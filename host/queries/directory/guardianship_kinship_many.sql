update core_guardianship
set kinship = r.kinship
from (select v.value ->> 0 as organisation_id, v.value ->> 1 as learner, v.value ->> 2 as guardian,
             v.value ->> 3 as kinship
      from json_each(:rows) v) r
where core_guardianship.organisation_id = r.organisation_id
      and core_guardianship.learner_membership_id = r.learner
      and core_guardianship.guardian_membership_id = r.guardian
