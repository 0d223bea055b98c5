-- Days of a year without lessons for a grade.
select begins_on, ends_on
from api_school_break_v1
where organisation_id = :organisation and year = :year and (grade is null or grade = :grade)
order by begins_on
