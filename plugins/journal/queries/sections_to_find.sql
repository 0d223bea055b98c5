-- What the search finds journals by: those of a class, of a subject, or with 0 for both all there are.
select s.section_id, c.year, c.grade, c.letter, b.name
from api_school_section_v1 s
join api_school_class_v1 c on c.organisation_id = s.organisation_id and c.class_id = s.class_id
join api_school_subject_v1 b on b.organisation_id = s.organisation_id and b.subject_id = s.subject_id
where s.organisation_id = :organisation
  and (cast(:class as bigint) = 0 or s.class_id = :class)
  and (cast(:subject as bigint) = 0 or s.subject_id = :subject)
order by s.section_id
