-- An entry that waits to be sealed and is not there, or was sealed before.
select min(u.audit_id)
from core_audit_unsealed u
where not exists (select 1 from core_audit a where a.id = u.audit_id)
      or exists (select 1 from core_audit_seal s where s.audit_id = u.audit_id)
