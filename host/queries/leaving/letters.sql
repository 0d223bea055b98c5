-- Without their texts, which may have held passwords.
select l.id, l.membership_id, l.module, l.template, l.locale as language, l.subject as heading, l.state,
       l.created_at_ms as created_at, l.sent_at_ms as sent_at
from core_mail l where l.organisation_id = :organisation
