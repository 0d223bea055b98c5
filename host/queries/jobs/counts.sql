select j.state, count(*)
from core_job j
where cast(:within as bigint) = 0
   or (j.organisation_id = 0
       and exists (select 1 from core_organisation t where t.id = cast(:within as bigint) and t.parent_id is null))
   or exists (select 1 from core_organisation_closure c
              where c.ancestor_id = cast(:within as bigint) and c.organisation_id = j.organisation_id)
group by j.state
