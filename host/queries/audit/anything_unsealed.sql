select 1 from core_audit_unsealed limit 1
