select a.id, a.at_ms, a.person_id, p.family_name, p.given_name, a.module, a.action, a.subject,
       a.detail, a.request_id
from core_audit a
left join core_person p on p.id = a.person_id
where a.organisation_id = :organisation and a.id < :before
order by a.id desc
limit :limit
