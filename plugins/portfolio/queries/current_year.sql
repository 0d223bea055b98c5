-- The school year that is running or comes next; after the last one, that.
select year
from api_school_term_v1
where organisation_id = :organisation
order by case when ends_on >= :today then 0 else 1 end,
         case when ends_on >= :today then year else -year end
limit 1
