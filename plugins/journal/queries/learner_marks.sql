select b.subject_id, b.name, l.held_on, l.topic, e.mark, e.attendance
from journal_entry e
join journal_lesson l
    on l.organisation_id = e.organisation_id and l.section_id = e.section_id and l.id = e.lesson_id
join api_school_section_v1 s on s.organisation_id = e.organisation_id and s.section_id = e.section_id
join api_school_subject_v1 b on b.organisation_id = s.organisation_id and b.subject_id = s.subject_id
where e.organisation_id = :organisation and e.learner_membership_id = :learner
  and l.held_on between :from and :until and (e.mark is not null or e.attendance is not null)
order by b.name collate "kk-x-icu", b.subject_id, l.held_on desc, l.number desc
