-- Of somebody who comes back and has no way in meanwhile, anywhere: the login stays, the password is
-- issued anew.
update core_account
set password_hash = null, password_temporary = 1, password_set_at_ms = null, first_login_at_ms = null
where person_id = :person
      and not exists (select 1 from core_membership m
                      where m.person_id = :person
                            and (m.valid_until is null or m.valid_until >= :today))
