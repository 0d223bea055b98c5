-- The same as search_people where each word is common: their ranges are walked once.
select m.id, p.family_name, p.given_name, p.patronymic, m.profile, m.position,
       coalesce((select min(l.label) from core_placement l
                 where l.organisation_id = m.organisation_id and l.membership_id = m.id
                       and l.kind = 'class'), ''),
       case when m.valid_until < :today then 1 else 0 end
from core_search_word w
join core_membership m on m.organisation_id = w.organisation_id and m.id = w.entry_id
join core_person p on p.id = m.person_id
where w.organisation_id = :organisation and w.kind = 'person'
      and w.word >= :first and w.word < :first_end
      and m.valid_from <= :today
      and (:former = 'former' or m.valid_until is null or m.valid_until >= :today)
      and (:second = ''
           or w.entry_id in (select o.entry_id from core_search_word o
                             where o.organisation_id = :organisation and o.kind = 'person'
                                   and o.word >= :second and o.word < :second_end))
      and (:third = ''
           or w.entry_id in (select o.entry_id from core_search_word o
                             where o.organisation_id = :organisation and o.kind = 'person'
                                   and o.word >= :third and o.word < :third_end))
      and (:fourth = ''
           or w.entry_id in (select o.entry_id from core_search_word o
                             where o.organisation_id = :organisation and o.kind = 'person'
                                   and o.word >= :fourth and o.word < :fourth_end))
      and (:fifth = ''
           or w.entry_id in (select o.entry_id from core_search_word o
                             where o.organisation_id = :organisation and o.kind = 'person'
                                   and o.word >= :fifth and o.word < :fifth_end))
order by w.word, w.entry_id
limit :rows
