update core_person
set family_name = :family_name, given_name = :given_name, patronymic = :patronymic,
    birth_date = :birth_date, sex = :sex, phone = :phone, email = :email, residence = :residence
where id = :id
