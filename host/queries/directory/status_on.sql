-- On a day; no row: active.
select status, first_day
from core_organisation_status
where organisation_id = :organisation and first_day <= :day
order by first_day desc, id desc
limit 1
