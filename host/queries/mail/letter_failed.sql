update core_mail
set state = 'failed', reason = :reason, last_error = :error
where organisation_id = :organisation and id = :id
    and state = 'waiting' and next_at_ms = :claimed
