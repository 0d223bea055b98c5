select c.id, c.person_id, c.membership_id, c.state, c.bytes, c.asked_at_ms, c.expires_at_ms,
       p.family_name, p.given_name, b.family_name, b.given_name, c.asked_by, c.organisation_id
from core_personal_copy c
join core_person p on p.id = c.person_id
join core_person b on b.id = c.asked_by
where (c.asked_by = :by or c.person_id = :person)
  and (c.expires_at_ms is null or c.expires_at_ms > :now)
order by c.id desc
