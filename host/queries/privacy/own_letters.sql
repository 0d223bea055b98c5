select l.subject, l.created_at_ms, l.sent_at_ms from core_mail l
where l.person_id = :person and (l.membership_id = :membership or :membership = 0) order by l.created_at_ms, l.id
