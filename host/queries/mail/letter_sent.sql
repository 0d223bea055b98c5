update core_mail
set state = 'sent', sent_at_ms = :now, reason = '', last_error = ''
where organisation_id = :organisation and id = :id
    and state = 'waiting' and next_at_ms = :claimed
