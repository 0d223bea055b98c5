select a.login, a.password_hash, a.locale, p.family_name, p.given_name, p.patronymic
from core_account a
join core_person p on p.id = a.person_id
where a.person_id = :person
