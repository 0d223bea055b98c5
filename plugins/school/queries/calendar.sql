select year, begins_on, ends_on
from school_calendar
where organisation_id = 0 and ends_on >= :today
order by year
limit 1
