select p.membership_id, p.family_name, p.given_name, p.patronymic, p.position,
       (select count(*) from school_section s
        where s.organisation_id = p.organisation_id and s.teacher_membership_id = p.membership_id
          and s.closed_on is null)
from api_core_person_v1 p
where p.organisation_id = :organisation and p.profile = 'employee'
  and (p.valid_until is null or p.valid_until >= :today)
order by p.family_name collate "kk-x-icu", p.given_name collate "kk-x-icu", p.membership_id
