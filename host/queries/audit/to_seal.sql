-- An id that was sealed already is not sealed again: verifying finds what has become of it.
select a.id, a.at_ms, a.organisation_id, a.person_id, a.module, a.action, a.subject, a.detail,
       a.request_id
from core_audit_unsealed u
join core_audit a on a.id = u.audit_id
where not exists (select 1 from core_audit_seal s where s.audit_id = u.audit_id)
order by u.audit_id
limit :limit
