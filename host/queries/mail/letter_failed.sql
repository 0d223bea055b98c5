update core_mail
set state = 'failed', last_error = :error
where organisation_id = :organisation and id = :id
