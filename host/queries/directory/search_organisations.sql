select o.id, o.name_kk, o.name_ru, o.name_en,
       coalesce(a.name_kk, ''), coalesce(a.name_ru, ''), coalesce(a.name_en, '')
from core_search_word w
join core_organisation o on o.id = w.entry_id
left join core_organisation a on a.id = o.parent_id and o.id <> w.organisation_id
where w.organisation_id = :organisation and w.kind = 'organisation'
      and w.word >= :first and w.word < :first_end
      and (:second = ''
           or (select x.word from core_search_word x
               where x.organisation_id = w.organisation_id and x.kind = 'organisation'
                     and x.entry_id = w.entry_id and x.word >= :second and x.word < :second_end
               limit 1) is not null)
      and (:third = ''
           or (select x.word from core_search_word x
               where x.organisation_id = w.organisation_id and x.kind = 'organisation'
                     and x.entry_id = w.entry_id and x.word >= :third and x.word < :third_end
               limit 1) is not null)
      and (:fourth = ''
           or (select x.word from core_search_word x
               where x.organisation_id = w.organisation_id and x.kind = 'organisation'
                     and x.entry_id = w.entry_id and x.word >= :fourth and x.word < :fourth_end
               limit 1) is not null)
      and (:fifth = ''
           or (select x.word from core_search_word x
               where x.organisation_id = w.organisation_id and x.kind = 'organisation'
                     and x.entry_id = w.entry_id and x.word >= :fifth and x.word < :fifth_end
               limit 1) is not null)
order by w.word, w.entry_id
limit :rows
