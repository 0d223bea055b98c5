select count(*) from core_transfer where to_organisation_id = :organisation and state = 'waiting'
