select c.email, c.phone, c.hours_kk, c.hours_ru, c.hours_en, c.organisation_id
from core_support_contact c
join core_organisation o on o.id = c.organisation_id
where o.parent_id is null
order by o.id
limit 1
