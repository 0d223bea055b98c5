delete from school_break where organisation_id = :organisation and year = :year
