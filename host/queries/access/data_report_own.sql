-- What somebody reported, about whomever; the newest first.
select d.id, d.person_id, p.family_name, p.given_name, d.message, d.created_at_ms, d.field, d.outcome,
       d.answer, d.closed_at_ms
from core_data_report d
join core_person p on p.id = d.person_id
where d.organisation_id = :organisation and coalesce(d.reported_by, d.person_id) = :person
  and d.kind = 'data'
order by d.id desc
limit :limit
