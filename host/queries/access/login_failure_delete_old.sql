delete from core_login_failure where last_at_ms < :forgotten_before and blocked_until_ms <= :now
