select s.id, s.class_id, c.grade, c.letter, s.subject_id, b.name
from school_section s
join school_class c on c.organisation_id = s.organisation_id and c.id = s.class_id
join school_subject b on b.organisation_id = s.organisation_id and b.id = s.subject_id
where s.organisation_id = :organisation and s.teacher_membership_id = :teacher and s.closed_on is null
  and c.year = :year
order by b.name collate "kk-x-icu", c.grade, c.letter collate "kk-x-icu"
