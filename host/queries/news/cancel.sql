update core_newsletter
set state = 'cancelled', ended_at_ms = :now
where organisation_id = :organisation and id = :id and state in ('sending', 'sent')
