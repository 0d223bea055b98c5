select e.lesson_id, e.learner_membership_id, e.mark, e.attendance, e.revision
from journal_lesson l
join journal_entry e
    on e.organisation_id = l.organisation_id and e.section_id = l.section_id and e.lesson_id = l.id
where l.organisation_id = :organisation and l.section_id = :section
  and l.held_on between :from and :until
order by l.held_on, l.number
