-- Every lesson of a section, and whether it has a topic or anything is entered in it.
select l.id, l.held_on, l.number, l.topic,
       case when l.topic <> '' or exists (select 1 from journal_entry e
               where e.organisation_id = l.organisation_id and e.section_id = l.section_id
                 and e.lesson_id = l.id and (e.mark is not null or e.attendance is not null))
            then 1 else 0 end
from journal_lesson l
where l.organisation_id = :organisation and l.section_id = :section
  and l.held_on between :from and :until
order by l.held_on, l.number
