-- Without slips since :before; what became of it has been read.
delete from core_credential_batch where forget_at_ms <= :before
