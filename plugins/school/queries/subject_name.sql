select name from school_subject where organisation_id = :organisation and id = :subject
