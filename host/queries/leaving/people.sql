select p.id, p.family_name, p.given_name, p.patronymic, p.birth_date, p.sex, p.phone, p.email, p.residence,
       p.confirmed_at_ms as confirmed_at, a.login, a.locale as language, a.first_login_at_ms as first_signed_in_at,
       p.created_at_ms as created_at
from core_person p left join core_account a on a.person_id = p.id
where p.id in (select m.person_id from core_membership m where m.organisation_id = :organisation)
