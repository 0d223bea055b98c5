delete from core_school_archive where expires_at_ms <= :now
