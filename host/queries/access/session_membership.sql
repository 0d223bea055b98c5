select organisation_id, profile
from core_membership
where id = :membership
  and person_id = :person
  and valid_from <= :today
  and (valid_until is null or valid_until >= :today)
