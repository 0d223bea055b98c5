insert into core_organisation
    (id, parent_id, kind, code, bin, name_kk, name_ru, name_en, address_kk, address_ru, created_at_ms)
values
    (:id, :parent, :kind, :code, :bin, :name_kk, :name_ru, :name_en, :address_kk, :address_ru, :now_ms)
