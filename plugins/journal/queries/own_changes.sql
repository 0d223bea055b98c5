-- How a learner's marks changed, and by whom; also of lessons that were deleted.
select l.held_on, j.name, c.mark_before, c.attendance_before, c.mark_after, c.attendance_after, c.changed_at_ms,
       (select w.family_name || ' ' || w.given_name
        from api_core_person_v1 w
        where w.organisation_id = c.organisation_id and w.membership_id = c.changed_by)
from journal_entry_change c
left join journal_lesson l
    on l.organisation_id = c.organisation_id and l.section_id = c.section_id and l.id = c.lesson_id
left join api_school_section_v1 s on s.organisation_id = c.organisation_id and s.section_id = c.section_id
left join api_school_subject_v1 j on j.organisation_id = s.organisation_id and j.subject_id = s.subject_id
where c.organisation_id = :organisation and c.learner_membership_id = :member
order by c.changed_at_ms, c.section_id, c.lesson_id, c.revision
