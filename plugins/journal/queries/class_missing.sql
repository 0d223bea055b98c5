-- Who is missing on a day, and from what.
select e.learner_membership_id, b.name, e.attendance
from api_school_section_v1 s
cross join journal_lesson l
cross join journal_entry e
join api_school_subject_v1 b on b.organisation_id = s.organisation_id and b.subject_id = s.subject_id
where s.organisation_id = :organisation and s.class_id = :class
  and l.organisation_id = s.organisation_id and l.section_id = s.section_id and l.held_on = :today
  and e.organisation_id = l.organisation_id and e.section_id = l.section_id and e.lesson_id = l.id
  and e.attendance is not null
order by e.learner_membership_id, l.number, b.name
