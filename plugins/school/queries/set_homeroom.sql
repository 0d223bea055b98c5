update school_class
set homeroom_membership_id = :teacher
where organisation_id = :organisation and id = :class
