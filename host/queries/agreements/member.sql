select person_id
from core_membership
where organisation_id = :organisation and id = :membership
  and valid_from <= :today and (valid_until is null or valid_until >= :today)
