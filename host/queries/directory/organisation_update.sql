update core_organisation
set bin = :bin, name_kk = :name_kk, name_ru = :name_ru, name_en = :name_en,
    address_kk = :address_kk, address_ru = :address_ru
where id = :id
