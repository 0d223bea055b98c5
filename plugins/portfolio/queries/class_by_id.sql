-- A class as far as this person answers for it: its homeroom teacher, or whoever sees the whole school.
select c.grade, c.letter
from api_school_class_v1 c
where c.organisation_id = :organisation and c.class_id = :class
  and (c.homeroom_membership_id = :membership or :sees_school = 1)
