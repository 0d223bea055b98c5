select begins_on, ends_on
from school_calendar
where organisation_id = 0 and year = :year
