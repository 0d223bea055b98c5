select count(*), coalesce(min(audit_id), 0) from core_audit_unsealed
