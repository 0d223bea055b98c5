update core_guardianship
set kinship = r.kinship
from (select cast(v.value ->> 0 as bigint) as organisation_id, cast(v.value ->> 1 as bigint) as learner,
             cast(v.value ->> 2 as bigint) as guardian, v.value ->> 3 as kinship
      from json_array_elements(cast(:rows as json)) as v (value)) r
where core_guardianship.organisation_id = r.organisation_id
      and core_guardianship.learner_membership_id = r.learner
      and core_guardianship.guardian_membership_id = r.guardian
