update core_login_failure set blocked_until_ms = :until where key = :key
