select id, parent_id, kind, code, bin, name_kk, name_ru, name_en, address_kk, address_ru
from core_organisation where id = :organisation
