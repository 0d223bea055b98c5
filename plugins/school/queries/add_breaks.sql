insert into school_break (organisation_id, year, begins_on, ends_on, grade)
select y.organisation_id, c.year, c.begins_on, c.ends_on, c.grade
from school_calendar_break c
join school_year y on y.organisation_id = :organisation and y.year = c.year
where c.organisation_id = 0 and c.year = :year
on conflict (organisation_id, year, begins_on) do nothing
