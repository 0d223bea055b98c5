insert into school_break (organisation_id, year, begins_on, ends_on, grade)
values (:organisation, :year, :begins_on, :ends_on, :grade)
