delete from core_audit_unsealed
where audit_id in (select audit_id from core_audit_seal where number > :after)
