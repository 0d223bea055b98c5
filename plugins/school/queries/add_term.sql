insert into school_term (organisation_id, year, number, begins_on, ends_on)
values (:organisation, :year, :number, :begins_on, :ends_on)
