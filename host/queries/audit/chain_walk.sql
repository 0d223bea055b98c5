-- An entry that is gone leaves its columns empty.
select s.number, s.audit_id, s.sealed_at_ms, s.hash, a.at_ms, a.organisation_id, a.person_id,
       a.module, a.action, a.subject, a.detail, a.request_id
from core_audit_seal s
left join core_audit a on a.id = s.audit_id
where s.number > :after
order by s.number
limit :limit
