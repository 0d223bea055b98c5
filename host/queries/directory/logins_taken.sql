select a.login from core_account a where a.login in (select r.value from json_each(:logins) r)
