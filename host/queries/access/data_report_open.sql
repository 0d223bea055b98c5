select d.id, d.person_id, p.family_name, p.given_name, d.message, d.created_at_ms
from core_data_report d
join core_person p on p.id = d.person_id
where d.organisation_id = :organisation and d.closed_at_ms is null
order by d.id
limit :limit
