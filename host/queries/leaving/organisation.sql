select o.id, o.parent_id, o.code, o.kind, o.bin, o.name_kk, o.name_ru, o.name_en, o.address_kk, o.address_ru,
       o.created_at_ms as created_at
from core_organisation o where o.id = :organisation
