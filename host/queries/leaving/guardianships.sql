select g.learner_membership_id, g.guardian_membership_id, g.kinship
from core_guardianship g where g.organisation_id = :organisation
