-- What was last said of them stays.
update core_mail
set state = 'failed', reason = :reason
where state = 'waiting' and created_at_ms < :before and retried_at_ms < :before and next_at_ms <= :now
