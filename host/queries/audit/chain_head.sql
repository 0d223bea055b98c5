select h.number, h.hash, coalesce(s.sealed_at_ms, 0)
from core_audit_head h
left join core_audit_seal s on s.number = h.number
where h.id = 1
