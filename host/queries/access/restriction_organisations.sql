-- Where somebody belongs today.
select distinct organisation_id
from core_membership
where person_id = :person and valid_from <= :today and (valid_until is null or valid_until >= :today)
order by organisation_id
