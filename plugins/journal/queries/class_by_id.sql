select c.year, c.grade, c.letter,
       (select trim(p.family_name || ' ' || p.given_name || ' ' || p.patronymic)
        from api_core_person_v1 p
        where p.organisation_id = c.organisation_id and p.membership_id = c.homeroom_membership_id)
from api_school_class_v1 c
where c.organisation_id = :organisation and c.class_id = :class
  and (c.homeroom_membership_id = :membership or :sees_school = 1)
