-- What was last said of them stays; what opens an account is not kept.
update core_mail
set state = 'failed', reason = :reason,
    body = case when secret = 1 then '' else body end,
    html = case when secret = 1 then '' else html end
where state = 'waiting' and created_at_ms < :before and retried_at_ms < :before and next_at_ms <= :now
