update school_subject
set name = :name
where organisation_id = :organisation and id = :subject
