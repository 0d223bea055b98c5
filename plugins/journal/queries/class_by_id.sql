select c.year, c.grade, c.letter, p.family_name, p.given_name, p.patronymic
from api_school_class_v1 c
left join api_core_person_v1 p
    on p.organisation_id = c.organisation_id and p.membership_id = c.homeroom_membership_id
where c.organisation_id = :organisation and c.class_id = :class
  and (c.homeroom_membership_id = :membership or :sees_school = 1)
