select count(*)
from core_application
where state = :state
  and (cast(:top as bigint) = 0
       or parent_id in (select organisation_id from core_organisation_closure
                        where ancestor_id = :top))
