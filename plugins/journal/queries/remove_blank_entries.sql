delete from journal_entry
where organisation_id = :organisation and section_id = :section and lesson_id = :lesson
  and mark is null and attendance is null
