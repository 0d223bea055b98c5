-- What was sent back comes again; the e-mail address was confirmed and stays.
update core_application
set state = 'waiting', reason = '', kind = :kind, bin = :bin, name_kk = :name_kk, name_ru = :name_ru,
    address_kk = :address_kk, address_ru = :address_ru, family_name = :family_name,
    given_name = :given_name, patronymic = :patronymic, position = :position, phone = :phone,
    note = :note, changed_at_ms = :now_ms
where id = :id and state = 'returned'
