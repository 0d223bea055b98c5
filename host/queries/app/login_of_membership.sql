select a.login
from core_membership m
join core_account a on a.person_id = m.person_id
where m.organisation_id = :organisation and m.id = :membership
