insert into school_class (organisation_id, id, year, grade, letter)
values (:organisation, :id, :year, :grade, :letter)
