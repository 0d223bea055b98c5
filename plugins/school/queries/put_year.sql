-- A year that was begun provisionally takes the dates that are published later.
insert into school_year (organisation_id, year, begins_on, ends_on, provisional)
values (:organisation, :year, :begins_on, :ends_on, :provisional)
on conflict (organisation_id, year) do update
set begins_on = excluded.begins_on, ends_on = excluded.ends_on, provisional = 0
where school_year.provisional = 1 and excluded.provisional = 0
