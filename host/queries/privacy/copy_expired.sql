delete from core_personal_copy where expires_at_ms <= :now
