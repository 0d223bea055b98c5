-- A section as far as this person may see it: who teaches it, the class's homeroom teacher, or whoever
-- sees the whole school.
select s.class_id, c.year, c.grade, c.letter, b.name, s.teacher_membership_id, s.closed_on,
       (select p.family_name || ' ' || p.given_name
        from api_core_person_v1 p
        where p.organisation_id = s.organisation_id and p.membership_id = s.teacher_membership_id)
from api_school_section_v1 s
join api_school_class_v1 c on c.organisation_id = s.organisation_id and c.class_id = s.class_id
join api_school_subject_v1 b on b.organisation_id = s.organisation_id and b.subject_id = s.subject_id
where s.organisation_id = :organisation and s.section_id = :section
  and (s.teacher_membership_id = :membership or c.homeroom_membership_id = :membership
       or :sees_school = 1)
