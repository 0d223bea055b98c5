update core_organisation set bin = :bin, name_kk = :name_kk, name_ru = :name_ru, name_en = :name_en
where id = :id
