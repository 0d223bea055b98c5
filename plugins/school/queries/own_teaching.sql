select c.year, c.grade, c.letter, j.name, s.closed_on
from school_section s
join school_class c on c.organisation_id = s.organisation_id and c.id = s.class_id
join school_subject j on j.organisation_id = s.organisation_id and j.id = s.subject_id
where s.organisation_id = :organisation and s.teacher_membership_id = :member
order by c.year, c.grade, c.letter, j.name, s.id
