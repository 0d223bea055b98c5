select m.id
from core_account a
join core_membership m on m.person_id = a.person_id
where a.login = :login and m.organisation_id = :organisation
