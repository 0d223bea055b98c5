select id, parent_id, kind, code, bin, name_kk, name_ru, name_en
from core_organisation where id = :organisation
