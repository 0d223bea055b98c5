select number, begins_on, ends_on
from school_calendar_term
where organisation_id = 0 and year = :year
order by number
