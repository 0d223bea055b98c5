-- Entries that are neither sealed nor wait to be.
select a.id
from core_audit a
where not exists (select 1 from core_audit_seal s where s.audit_id = a.id)
      and not exists (select 1 from core_audit_unsealed u where u.audit_id = a.id)
order by a.id
