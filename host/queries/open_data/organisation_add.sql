insert into core_open_organisation (
    snapshot_id, position, code, parent_code, kind, status, bin, name_kk, name_ru, name_en, address_kk, address_ru,
    beneath, own_numbers, all_numbers)
values (:snapshot, :position, :code, :parent, :kind, :status, :bin, :name_kk, :name_ru, :name_en, :address_kk,
        :address_ru, :beneath, :own, :all)
