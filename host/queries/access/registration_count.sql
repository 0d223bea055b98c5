select count(*) from core_registration where organisation_id = :organisation and state = 'waiting'
