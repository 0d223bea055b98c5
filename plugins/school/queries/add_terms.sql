insert into school_term (organisation_id, year, number, begins_on, ends_on)
select y.organisation_id, c.year, c.number, c.begins_on, c.ends_on
from school_calendar_term c
join school_year y on y.organisation_id = :organisation and y.year = c.year
where c.organisation_id = 0 and c.year = :year
on conflict (organisation_id, year, number) do nothing
