select id from school_subject where organisation_id = :organisation and name = :name
