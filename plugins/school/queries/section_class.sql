select class_id from school_section where organisation_id = :organisation and id = :section
