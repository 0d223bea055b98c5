delete from school_term where organisation_id = :organisation and year = :year
