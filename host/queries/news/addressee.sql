select p.email, coalesce(a.locale, '')
from core_person p
left join core_account a on a.person_id = p.id
where p.id = :person
