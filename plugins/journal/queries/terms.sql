select year, number, begins_on, ends_on
from api_school_term_v1
where organisation_id = :organisation
order by begins_on
