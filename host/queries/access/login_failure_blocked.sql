select blocked_until_ms from core_login_failure where key = :key and blocked_until_ms > :now
