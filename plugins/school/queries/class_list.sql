select c.id, c.grade, c.letter,
       (select count(*) from school_enrolment e
        where e.organisation_id = c.organisation_id and e.class_id = c.id
          and (e.valid_until is null or e.valid_until >= :today)),
       (select count(*) from school_section s
        where s.organisation_id = c.organisation_id and s.class_id = c.id and s.closed_on is null),
       (select trim(p.family_name || ' ' || p.given_name || ' ' || p.patronymic)
        from api_core_person_v1 p
        where p.organisation_id = c.organisation_id and p.membership_id = c.homeroom_membership_id)
from school_class c
where c.organisation_id = :organisation and c.year = :year
order by c.grade, c.letter collate "kk-x-icu"
