-- Changes nothing if another host took it meanwhile.
update core_mail
set attempts = attempts + 1, next_at_ms = :until
where organisation_id = :organisation and id = :id and state = 'waiting' and next_at_ms = :seen
