insert into journal_day (organisation_id, held_on, lessons, marks, absences)
values (:organisation, :held_on, :lessons, :marks, :absences)
on conflict (organisation_id, held_on)
do update set lessons = journal_day.lessons + excluded.lessons,
              marks = journal_day.marks + excluded.marks,
              absences = journal_day.absences + excluded.absences
