select 1
from api_core_person_v1 p
where p.organisation_id = :organisation and p.membership_id = :teacher and p.profile = 'employee'
  and (p.valid_until is null or p.valid_until >= :today)
