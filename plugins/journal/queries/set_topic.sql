update journal_lesson
set topic = :topic
where organisation_id = :organisation and section_id = :section and id = :lesson
