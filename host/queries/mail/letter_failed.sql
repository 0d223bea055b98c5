-- What opens an account is not kept.
update core_mail
set state = 'failed', reason = :reason, last_error = :error,
    body = case when secret = 1 then '' else body end,
    html = case when secret = 1 then '' else html end
where organisation_id = :organisation and id = :id
    and state = 'waiting' and next_at_ms = :claimed
