insert into school_year (organisation_id, year, begins_on, ends_on)
values (:organisation, :year, :begins_on, :ends_on)
on conflict (organisation_id, year) do nothing
