insert into core_audit_seal (number, audit_id, sealed_at_ms, hash)
values (:number, :audit_id, :sealed_at_ms, :hash)
