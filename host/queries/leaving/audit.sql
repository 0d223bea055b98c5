-- With their place in the chain.
select a.id, a.at_ms as happened_at, a.person_id, a.module, a.action, a.subject, a.detail, a.request_id,
       s.number as seal_number, s.hash as seal_hash
from core_audit a left join core_audit_seal s on s.audit_id = a.id
where a.organisation_id = :organisation
