select c.email, c.phone, c.hours_kk, c.hours_ru, c.hours_en, c.organisation_id
from core_organisation_closure a
join core_support_contact c on c.organisation_id = a.ancestor_id
where a.organisation_id = :organisation
order by a.depth
limit 1
