-- Entries that wait to be sealed and are not there, or were sealed before.
select u.audit_id
from core_audit_unsealed u
where not exists (select 1 from core_audit a where a.id = u.audit_id)
      or exists (select 1 from core_audit_seal s where s.audit_id = u.audit_id)
order by u.audit_id
