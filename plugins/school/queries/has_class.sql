select 1 from school_class where organisation_id = :organisation and id = :class
