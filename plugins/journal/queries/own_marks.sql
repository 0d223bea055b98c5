-- What a learner was given. Views of a module that is off are empty: a mark is there all the same.
select l.held_on, j.name, l.topic, e.mark, e.attendance, e.changed_at_ms
from journal_entry e
join journal_lesson l
    on l.organisation_id = e.organisation_id and l.section_id = e.section_id and l.id = e.lesson_id
left join api_school_section_v1 s on s.organisation_id = e.organisation_id and s.section_id = e.section_id
left join api_school_subject_v1 j on j.organisation_id = s.organisation_id and j.subject_id = s.subject_id
where e.organisation_id = :organisation and e.learner_membership_id = :member
  and (e.mark is not null or e.attendance is not null)
order by l.held_on, l.number, e.section_id
