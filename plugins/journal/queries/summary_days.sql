-- An organisation's own sums, day by day, if it is the viewer's own or lies below it.
select d.held_on, d.lessons, d.marks, d.absences
from api_core_subtree_v1 mine
join journal_day d
    on d.organisation_id = mine.organisation_id and d.held_on between :from and :until
where mine.ancestor_id = :organisation and mine.organisation_id = :subject
  and (d.lessons > 0 or d.marks > 0 or d.absences > 0)
order by d.held_on
