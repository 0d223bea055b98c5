update core_transfer set told = 1
where to_organisation_id = :organisation and state = 'accepted' and told = 0 and first_day <= :today
