-- In which language a person is written to, if they have an address.
select coalesce(a.locale, 'kk')
from core_person p
left join core_account a on a.person_id = p.id
where p.id = :person and p.email <> ''
