update school_section
set teacher_membership_id = :teacher
where organisation_id = :organisation and id = :section and closed_on is null
