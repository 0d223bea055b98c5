delete from core_login_failure where key = :key
