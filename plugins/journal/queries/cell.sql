-- May this teacher enter it, and what is there: the section is the teacher's, the lesson the section's,
-- the learner in the class on that day.
select l.held_on, e.mark, e.attendance, e.revision,
       (select p.family_name || ' ' || p.given_name
        from api_core_person_v1 p
        where p.organisation_id = e.organisation_id and p.membership_id = e.changed_by)
from api_school_section_v1 s
join journal_lesson l
    on l.organisation_id = s.organisation_id and l.section_id = s.section_id and l.id = :lesson
join api_school_enrolment_v1 n
    on n.organisation_id = s.organisation_id and n.class_id = s.class_id
   and n.learner_membership_id = :learner and n.valid_from <= l.held_on
   and (n.valid_until is null or n.valid_until >= l.held_on)
left join journal_entry e
    on e.organisation_id = s.organisation_id and e.section_id = s.section_id and e.lesson_id = l.id
   and e.learner_membership_id = n.learner_membership_id
where s.organisation_id = :organisation and s.section_id = :section
  and s.teacher_membership_id = :membership and s.closed_on is null
  and not exists (select 1 from api_school_gap_v1 g
                  where g.organisation_id = n.organisation_id and g.class_id = n.class_id
                    and g.learner_membership_id = n.learner_membership_id
                    and g.first_day <= l.held_on and g.last_day >= l.held_on)
