-- Changes nothing when somebody else's topic came between.
update journal_lesson
set topic = :topic
where organisation_id = :organisation and section_id = :section and id = :lesson
  and topic = :seen_topic
