-- Who has a mark or an absence in these days.
select distinct e.learner_membership_id
from journal_lesson l
join journal_entry e
    on e.organisation_id = l.organisation_id and e.section_id = l.section_id and e.lesson_id = l.id
where l.organisation_id = :organisation and l.held_on between :from and :until
  and (e.mark is not null or e.attendance is not null)
order by e.learner_membership_id
