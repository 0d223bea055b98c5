-- What has not left yet.
delete from core_mail
where organisation_id = :organisation and module = 'core.news' and key = :key and state = 'waiting'
