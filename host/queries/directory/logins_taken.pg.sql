select a.login from core_account a
where a.login in (select r.value from json_array_elements_text(cast(:logins as json)) as r (value))
