select id, held_on, number, topic
from journal_lesson
where organisation_id = :organisation and section_id = :section and held_on between :from and :until
order by held_on, number
