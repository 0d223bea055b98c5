-- The entry that counts last, if it is to come: a closing that is planned.
select s.status, s.first_day
from core_organisation_status s
where s.organisation_id = :organisation
order by s.first_day desc, s.id desc
limit 1
