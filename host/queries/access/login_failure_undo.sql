-- The attempt went through, so whatever pause there is began with it.
update core_login_failure set failures = failures - 1, blocked_until_ms = 0 where key = :key and failures > 0
