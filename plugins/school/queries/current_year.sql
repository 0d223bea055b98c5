-- The year that is running or comes next; after the last one, that.
select year, begins_on, ends_on, provisional
from school_year
where organisation_id = :organisation
order by case when ends_on >= :today then 0 else 1 end,
         case when ends_on >= :today then year else -year end
limit 1
