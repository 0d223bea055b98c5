insert into journal_former_mark (
    organisation_id, learner_membership_id, former_membership_id, lesson_id, year, term, subject,
    held_on, number, topic, mark, attendance)
select cast(:organisation as bigint), cast(:learner as bigint), m.former_membership_id, m.lesson_id,
       m.year, m.term, m.subject, m.held_on, m.number, m.topic, m.mark, m.attendance
from journal_former_mark m
where m.organisation_id = :former_organisation and m.learner_membership_id = :former
on conflict do nothing
