-- The entries of which a word begins as the first does and that have each of the others as well, in the order
-- of that word; as many of its range are walked as one is willing to. Where nothing is asked for there is
-- nothing to look up.
select w.entry_id
from (select x.word, x.entry_id from core_search_word x
      where x.organisation_id = :organisation and x.kind = :kind
            and x.word >= :first and x.word < :first_end
      order by x.word, x.entry_id
      limit :walked) w
where (:second = ''
       or (select o.word from core_search_word o
           where o.organisation_id = :organisation and o.kind = :kind
                 and o.entry_id = w.entry_id and o.word >= :second and o.word < :second_end
           limit 1) is not null)
      and (:third = ''
           or (select o.word from core_search_word o
               where o.organisation_id = :organisation and o.kind = :kind
                     and o.entry_id = w.entry_id and o.word >= :third and o.word < :third_end
               limit 1) is not null)
      and (:fourth = ''
           or (select o.word from core_search_word o
               where o.organisation_id = :organisation and o.kind = :kind
                     and o.entry_id = w.entry_id and o.word >= :fourth and o.word < :fourth_end
               limit 1) is not null)
      and (:fifth = ''
           or (select o.word from core_search_word o
               where o.organisation_id = :organisation and o.kind = :kind
                     and o.entry_id = w.entry_id and o.word >= :fifth and o.word < :fifth_end
               limit 1) is not null)
order by w.word, w.entry_id
