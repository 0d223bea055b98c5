select p.family_name, p.given_name, p.patronymic, p.birth_date, p.sex, p.phone, p.email, p.residence, p.confirmed_at_ms
from core_person p where p.id = :person
