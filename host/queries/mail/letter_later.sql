update core_mail
set attempts = attempts - :not_counted, next_at_ms = :next, last_error = :error
where organisation_id = :organisation and id = :id
