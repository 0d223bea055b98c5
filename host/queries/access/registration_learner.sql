select person_id
from core_membership
where organisation_id = :organisation and id = :learner and profile = 'learner'
  and valid_from <= :today and (valid_until is null or valid_until >= :today)
