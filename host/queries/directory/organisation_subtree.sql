select o.id, o.parent_id, o.kind, o.code, o.bin, o.name_kk, o.name_ru, o.name_en,
       o.address_kk, o.address_ru
from core_organisation_closure c join core_organisation o on o.id = c.organisation_id
where c.ancestor_id = :ancestor
order by c.depth, o.name_kk collate "kk-x-icu", o.id
