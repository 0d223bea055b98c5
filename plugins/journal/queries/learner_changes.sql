-- How a learner's marks of a term changed, and by whom, the newest first. Through the cells: they are found by
-- the learner, and changes by their cell.
select b.name, l.held_on, c.mark_before, c.attendance_before, c.mark_after, c.attendance_after,
       (select w.family_name || ' ' || w.given_name
        from api_core_person_v1 w
        where w.organisation_id = c.organisation_id and w.membership_id = c.changed_by),
       c.changed_at_ms
from journal_entry e
join journal_lesson l
    on l.organisation_id = e.organisation_id and l.section_id = e.section_id and l.id = e.lesson_id
join journal_entry_change c
    on c.organisation_id = e.organisation_id and c.section_id = e.section_id
       and c.lesson_id = e.lesson_id and c.learner_membership_id = e.learner_membership_id
join api_school_section_v1 s on s.organisation_id = e.organisation_id and s.section_id = e.section_id
join api_school_subject_v1 b on b.organisation_id = s.organisation_id and b.subject_id = s.subject_id
where e.organisation_id = :organisation and e.learner_membership_id = :learner
  and l.held_on between :from and :until
order by c.changed_at_ms desc, c.section_id, c.lesson_id, c.revision desc
limit 200
