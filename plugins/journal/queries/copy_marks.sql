-- What one learner was given at the school they left, under the words of that school.
insert into journal_former_mark (
    organisation_id, learner_membership_id, former_membership_id, lesson_id, year, term, subject,
    held_on, number, topic, mark, attendance)
select cast(:organisation as bigint), cast(:learner as bigint), e.learner_membership_id, e.lesson_id,
       t.year, t.number, b.name, l.held_on, l.number, l.topic, e.mark, e.attendance
from journal_entry e
join journal_lesson l
    on l.organisation_id = e.organisation_id and l.section_id = e.section_id and l.id = e.lesson_id
join api_school_section_v1 s on s.organisation_id = e.organisation_id and s.section_id = e.section_id
join api_school_subject_v1 b on b.organisation_id = s.organisation_id and b.subject_id = s.subject_id
join api_school_term_v1 t
    on t.organisation_id = e.organisation_id and t.begins_on <= l.held_on and t.ends_on >= l.held_on
where e.organisation_id = :former_organisation and e.learner_membership_id = :former
  and (e.mark is not null or e.attendance is not null)
on conflict do nothing
