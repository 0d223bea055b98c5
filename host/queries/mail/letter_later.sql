update core_mail
set attempts = attempts - :not_counted, next_at_ms = :next, reason = :reason, last_error = :error
where organisation_id = :organisation and id = :id
    and state = 'waiting' and next_at_ms = :claimed
