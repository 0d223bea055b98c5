delete from core_ticket where expires_at_ms <= :now
