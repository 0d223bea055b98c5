-- Those that are closed on a day, each since when.
select s.organisation_id, s.first_day, s.entered_at_ms, s.entered_by
from core_organisation_status s
where s.status = 'closed'
  and s.first_day <= :day
  and not exists (select 1
                  from core_organisation_status later
                  where later.organisation_id = s.organisation_id
                    and later.first_day <= :day
                    and (later.first_day > s.first_day
                         or (later.first_day = s.first_day and later.id > s.id)))
order by s.organisation_id
