-- Somebody with a password and an address; empty where they have never had one.
select a.person_id, a.password_hash, a.locale
from core_account a
join core_person p on p.id = a.person_id
where a.login = :login and a.password_hash is not null and p.email <> ''
