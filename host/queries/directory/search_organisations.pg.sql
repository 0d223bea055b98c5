-- The organisations that were found, with what stands above each.
select o.id, o.name_kk, o.name_ru, o.name_en,
       coalesce(a.name_kk, ''), coalesce(a.name_ru, ''), coalesce(a.name_en, '')
from json_array_elements_text(cast(:entries as json)) as i (value)
join core_organisation o on o.id = cast(i.value as bigint)
left join core_organisation a on a.id = o.parent_id and o.id <> :top
