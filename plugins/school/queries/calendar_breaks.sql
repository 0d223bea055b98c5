select begins_on, ends_on, grade
from school_calendar_break
where organisation_id = 0 and year = :year
order by begins_on
