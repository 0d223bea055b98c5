insert into core_person (id, family_name, given_name, patronymic, birth_date, sex, phone, email, residence,
                         confirmed_at_ms, created_at_ms)
values (:id, :family_name, :given_name, :patronymic, :birth_date, :sex, '', '', '', :confirmed_at_ms, :now_ms)
