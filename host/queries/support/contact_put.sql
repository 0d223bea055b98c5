insert into core_support_contact (organisation_id, email, phone, hours_kk, hours_ru, hours_en)
values (:organisation, :email, :phone, :hours_kk, :hours_ru, :hours_en)
on conflict (organisation_id) do update
set email = excluded.email, phone = excluded.phone, hours_kk = excluded.hours_kk,
    hours_ru = excluded.hours_ru, hours_en = excluded.hours_en
