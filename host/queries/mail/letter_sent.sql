-- A link that opens an account is not kept.
update core_mail
set state = 'sent', sent_at_ms = :now, reason = '', last_error = '',
    body = case when module = 'core' and template = 'recovery' then '' else body end,
    html = case when module = 'core' and template = 'recovery' then '' else html end
where organisation_id = :organisation and id = :id
    and state = 'waiting' and next_at_ms = :claimed
