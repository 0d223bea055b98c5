select m.organisation_id, m.id, m.module, m.person_id, m.locale, m.subject, m.body, m.html, m.attempts,
       m.next_at_ms, m.created_at_ms, p.email
from core_mail m
join core_person p on p.id = m.person_id
where m.state = 'waiting' and m.next_at_ms <= :now
order by m.next_at_ms, m.id
limit :most
