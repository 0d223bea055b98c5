-- A link that opens an account is not kept.
update core_mail
set state = 'failed', reason = :reason, last_error = :error,
    body = case when module = 'core' and template in ('recovery', 'activation', 'password') then '' else body end,
    html = case when module = 'core' and template in ('recovery', 'activation', 'password') then '' else html end
where organisation_id = :organisation and id = :id
    and state = 'waiting' and next_at_ms = :claimed
