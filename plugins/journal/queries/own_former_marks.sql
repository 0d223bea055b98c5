select r.school_kk, r.school_ru, r.school_en, m.held_on, m.subject, m.topic, m.mark, m.attendance
from journal_former_mark m
join journal_former_record r
    on r.organisation_id = m.organisation_id and r.learner_membership_id = m.learner_membership_id
   and r.former_membership_id = m.former_membership_id
where m.organisation_id = :organisation and m.learner_membership_id = :member
order by m.held_on, m.number, m.lesson_id
