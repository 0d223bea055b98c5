select subject, held_on, topic, mark, attendance
from journal_former_mark
where organisation_id = :organisation and learner_membership_id = :learner
  and former_membership_id = :former and year = :year and term = :term
order by subject collate "kk-x-icu", held_on desc, number desc, lesson_id
