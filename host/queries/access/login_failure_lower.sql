update core_login_failure set failures = failures - 1 where key = :key and failures > 0
