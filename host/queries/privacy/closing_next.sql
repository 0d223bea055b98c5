-- The closing that holds for an organisation or is to come: the entry that counts last.
select s.status, s.first_day
from core_organisation_status s
where s.organisation_id = :organisation
order by s.first_day desc, s.id desc
limit 1
