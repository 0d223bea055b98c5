update core_newsletter
set state = 'sent', ended_at_ms = :now
where organisation_id = :organisation and id = :id and state = 'sending' and after_person = :after
