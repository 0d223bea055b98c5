delete from core_session where expires_at_ms <= :now
