-- Organisations and applications that may be the same: by BIN, or by a name.
select o.code, o.name_kk, o.name_ru, o.name_en, o.bin, 'organisation'
from core_organisation o
where o.id <> :made
  and ((o.bin = :bin and o.bin <> '') or o.name_kk = :name_kk or o.name_ru = :name_ru)
union all
select '', a.name_kk, a.name_ru, a.name_ru, a.bin, 'application'
from core_application a
where a.id <> :id and a.state in ('waiting', 'returned')
  and ((a.bin = :bin and a.bin <> '') or a.name_kk = :name_kk or a.name_ru = :name_ru)
order by 6 desc, 2
limit 10
