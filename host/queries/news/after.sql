select after_person, written, readers from core_newsletter
where organisation_id = :organisation and id = :id and state = 'sending'
