-- What opens an account is not kept, nor an address that is the person's no more.
update core_mail
set state = 'sent', sent_at_ms = :now, reason = '', last_error = '', address = '',
    body = case when secret = 1 then '' else body end,
    html = case when secret = 1 then '' else html end
where organisation_id = :organisation and id = :id
    and state = 'waiting' and next_at_ms = :claimed
