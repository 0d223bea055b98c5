select c.grade, c.letter, c.year, c.homeroom_membership_id, p.family_name, p.given_name, p.patronymic
from school_class c
left join api_core_person_v1 p
    on p.organisation_id = c.organisation_id and p.membership_id = c.homeroom_membership_id
where c.organisation_id = :organisation and c.id = :class
