insert into core_registration
    (organisation_id, id, guardian_membership_id, family_name, given_name, patronymic, birth_date, sex,
     kinship, class_label, name_key, accepted, locale, address, asked_at_ms, state)
values
    (:organisation, :id, :guardian, :family_name, :given_name, :patronymic, :birth_date, :sex, :kinship,
     :class_label, :name_key, :accepted, :locale, :address, :now_ms, 'waiting')
