update core_person
set family_name = '—', given_name = '', patronymic = '', birth_date = null, sex = null, phone = '', email = '',
    residence = '', confirmed_at_ms = null
where id = :person
