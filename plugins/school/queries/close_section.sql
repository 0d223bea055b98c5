update school_section
set closed_on = :closed_on
where organisation_id = :organisation and id = :section and closed_on is null
