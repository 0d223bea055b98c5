insert into core_application
    (id, token, once, confirmation, state, parent_id, kind, bin, name_kk, name_ru, address_kk, address_ru,
     family_name, given_name, patronymic, position, email, phone, note, locale, consent, address_key,
     reason, created_at_ms, changed_at_ms)
values
    (:id, :token, :once, :confirmation, 'unconfirmed', :parent, :kind, :bin, :name_kk, :name_ru,
     :address_kk, :address_ru, :family_name, :given_name, :patronymic, :position, :email, :phone, :note,
     :locale, :consent, :address_key, '', :now_ms, :now_ms)
on conflict do nothing
