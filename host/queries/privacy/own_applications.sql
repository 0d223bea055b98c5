select a.family_name, a.given_name, a.patronymic, a.position, a.email, a.phone, a.note, a.created_at_ms
from core_membership m
join core_application a on a.organisation_id = m.organisation_id and a.membership_id = m.id
where m.person_id = :person and (m.id = :membership or :membership = 0)
order by a.created_at_ms, a.id
