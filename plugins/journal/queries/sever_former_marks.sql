-- Nor in which of its lessons a mark was given: they are numbered afresh.
update journal_former_mark set former_membership_id = :nobody, lesson_id = fresh.place
from (select organisation_id, learner_membership_id, lesson_id,
             row_number() over (partition by organisation_id, learner_membership_id
                                order by held_on, number, lesson_id) as place
      from journal_former_mark
      where former_membership_id = :member) as fresh
where journal_former_mark.organisation_id = fresh.organisation_id
  and journal_former_mark.learner_membership_id = fresh.learner_membership_id
  and journal_former_mark.former_membership_id = :member
  and journal_former_mark.lesson_id = fresh.lesson_id
