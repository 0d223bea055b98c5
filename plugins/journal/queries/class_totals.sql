-- Learner by section: sum and number of marks, and absences.
select e.learner_membership_id, e.section_id, sum(e.mark), count(e.mark),
       sum(case when e.attendance in ('unexcused', 'excused', 'ill') then 1 else 0 end)
from api_school_section_v1 s
join journal_lesson l
    on l.organisation_id = s.organisation_id and l.section_id = s.section_id
   and l.held_on between :from and :until
join journal_entry e
    on e.organisation_id = l.organisation_id and e.section_id = l.section_id and e.lesson_id = l.id
where s.organisation_id = :organisation and s.class_id = :class
group by e.learner_membership_id, e.section_id
