-- Organisations that are not simply active on a day: of a tree, or of all.
select s.organisation_id, s.status
from core_organisation_status s
where s.status <> 'active'
  and s.first_day <= :day
  and (cast(:top as bigint) = 0
       or s.organisation_id in (select organisation_id from core_organisation_closure
                                where ancestor_id = :top))
  and not exists (select 1
                  from core_organisation_status later
                  where later.organisation_id = s.organisation_id
                    and later.first_day <= :day
                    and (later.first_day > s.first_day
                         or (later.first_day = s.first_day and later.id > s.id)))
