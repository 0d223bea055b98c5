select topic
from journal_lesson
where organisation_id = :organisation and section_id = :section and id = :lesson
