-- One range of the key. Ids of lessons rise with time, so that a term's lessons lie together; what lies
-- between them and is not on the page the grid leaves out.
select lesson_id, learner_membership_id, mark, attendance, revision
from journal_entry
where organisation_id = :organisation and section_id = :section
  and lesson_id between :first_lesson and :last_lesson
order by lesson_id
