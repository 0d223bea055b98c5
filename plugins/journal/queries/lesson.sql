-- A lesson as far as this person may see it, with its section.
select l.section_id, l.held_on, l.number, l.topic, s.class_id, c.grade, c.letter, b.name,
       s.teacher_membership_id, s.closed_on
from journal_lesson l
join api_school_section_v1 s on s.organisation_id = l.organisation_id and s.section_id = l.section_id
join api_school_class_v1 c on c.organisation_id = s.organisation_id and c.class_id = s.class_id
join api_school_subject_v1 b on b.organisation_id = s.organisation_id and b.subject_id = s.subject_id
where l.organisation_id = :organisation and l.id = :lesson
  and (s.teacher_membership_id = :membership or c.homeroom_membership_id = :membership
       or :sees_school = 1)
