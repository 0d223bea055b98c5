select m.state, count(*)
from core_mail m
where cast(:top as bigint) = 0
   or m.organisation_id in (select organisation_id from core_organisation_closure where ancestor_id = :top)
group by m.state
