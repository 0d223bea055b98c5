-- Learner by section: sum and number of marks, and absences; marks and absences without a reason of late,
-- for who is slipping. The cross joins keep the order in which the
-- tables are walked: from the class's sections to their lessons to the entries.
select e.learner_membership_id, e.section_id, sum(e.mark), count(e.mark),
       sum(case when e.attendance in ('unexcused', 'excused', 'ill') then 1 else 0 end),
       sum(case when l.held_on >= :lately then e.mark end),
       sum(case when l.held_on >= :lately and e.mark is not null then 1 else 0 end),
       sum(case when l.held_on >= :lately and e.attendance = 'unexcused' then 1 else 0 end)
from api_school_section_v1 s
cross join journal_lesson l
cross join journal_entry e
where s.organisation_id = :organisation and s.class_id = :class
  and l.organisation_id = s.organisation_id and l.section_id = s.section_id
  and l.held_on between :from and :until
  and e.organisation_id = l.organisation_id and e.section_id = l.section_id and e.lesson_id = l.id
group by e.learner_membership_id, e.section_id
