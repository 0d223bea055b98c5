select o.code, o.parent_code, o.kind, o.status, o.bin, o.name_kk, o.name_ru, o.name_en, o.address_kk, o.address_ru,
       o.beneath, o.own_numbers, o.all_numbers
from core_open_organisation o where o.snapshot_id = :snapshot and o.code = :code
