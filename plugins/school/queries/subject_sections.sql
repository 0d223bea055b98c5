-- Closed ones, too.
select id from school_section where organisation_id = :organisation and subject_id = :subject limit 1
