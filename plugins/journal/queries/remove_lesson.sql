-- A lesson with a topic, or in which something is entered, stays.
delete from journal_lesson
where organisation_id = :organisation and section_id = :section and id = :lesson and topic = ''
  and not exists (select 1 from journal_entry e
                  where e.organisation_id = journal_lesson.organisation_id
                    and e.section_id = journal_lesson.section_id
                    and e.lesson_id = journal_lesson.id)
