update core_membership_end set told = 1
where organisation_id = :organisation and told = 0 and first_day <= :today
