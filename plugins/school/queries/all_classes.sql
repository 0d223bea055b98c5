select id, year, grade, letter from school_class where organisation_id = :organisation order by id
