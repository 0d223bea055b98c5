-- What a login is in one organisation, also what it was.
select m.id, m.profile
from core_account a
join core_membership m on m.person_id = a.person_id
where a.login = :login and m.organisation_id = :organisation and (:profile = '' or m.profile = :profile)
order by m.id
