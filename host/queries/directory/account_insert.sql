insert into core_account (person_id, login, password_hash, password_temporary, password_set_at_ms,
                          locale, first_login_at_ms, created_at_ms)
values (:person, :login, null, 1, null, :locale, null, :now_ms)
