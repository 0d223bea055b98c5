select c.grade, c.letter, c.year, c.homeroom_membership_id,
       (select trim(p.family_name || ' ' || p.given_name || ' ' || p.patronymic)
        from api_core_person_v1 p
        where p.organisation_id = c.organisation_id and p.membership_id = c.homeroom_membership_id)
from school_class c
where c.organisation_id = :organisation and c.id = :class
