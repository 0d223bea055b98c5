select 1
from core_guardianship
where organisation_id = :organisation and guardian_membership_id = :guardian
  and learner_membership_id = :learner
