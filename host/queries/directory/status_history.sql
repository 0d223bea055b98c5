-- The latest day first.
select s.status, s.first_day, s.reason, s.entered_by, s.entered_at_ms, p.family_name, p.given_name
from core_organisation_status s
left join core_person p on p.id = s.entered_by
where s.organisation_id = :organisation
order by s.first_day desc, s.id desc
