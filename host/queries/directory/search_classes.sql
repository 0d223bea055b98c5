-- From one label to the next by the key: a school has thousands of learners and tens of classes.
with recursive found (word) as (
    select min(w.word) from core_search_word w
    where w.organisation_id = :organisation and w.kind = 'class'
          and w.word >= :first and w.word < :first_end
    union all
    select (select min(w.word) from core_search_word w
            where w.organisation_id = :organisation and w.kind = 'class'
                  and w.word > found.word and w.word < :first_end)
    from found where found.word is not null
)
select found.word from found
where exists (select 1 from core_search_word w
              join core_membership m on m.organisation_id = w.organisation_id and m.id = w.entry_id
              where w.organisation_id = :organisation and w.kind = 'class' and w.word = found.word
                    and m.valid_from <= :today
                    and (m.valid_until is null or m.valid_until >= :today))
limit :rows
