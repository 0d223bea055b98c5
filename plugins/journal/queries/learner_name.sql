select family_name, given_name, patronymic
from api_core_person_v1
where organisation_id = :organisation and membership_id = :learner and profile = 'learner'
