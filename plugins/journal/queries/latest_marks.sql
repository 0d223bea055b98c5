-- The last lessons with something entered, whenever that was: a mark of September corrected today is no news of today. Looked for
-- among what changed last, for a learner has thousands.
select b.name, l.held_on, e.mark, e.attendance
from (
    select organisation_id, section_id, lesson_id, mark, attendance
    from journal_entry
    where organisation_id = :organisation and learner_membership_id = :learner
      and (mark is not null or attendance is not null)
    order by changed_at_ms desc
    limit 100
) e
join journal_lesson l
    on l.organisation_id = e.organisation_id and l.section_id = e.section_id and l.id = e.lesson_id
join api_school_section_v1 s on s.organisation_id = e.organisation_id and s.section_id = e.section_id
join api_school_subject_v1 b on b.organisation_id = s.organisation_id and b.subject_id = s.subject_id
order by l.held_on desc, l.number desc, b.name
limit 5
