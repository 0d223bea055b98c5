select guardian_membership_id
from api_core_guardianship_v1
where organisation_id = :organisation and learner_membership_id = :learner
order by guardian_membership_id
