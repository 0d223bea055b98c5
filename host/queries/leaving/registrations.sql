select id, guardian_membership_id, family_name, given_name, patronymic, birth_date, sex, kinship, class_label as label,
       accepted as versions, asked_at_ms as asked_at, state as status, reason, learner_membership_id,
       decided_by as answered_by, decided_at_ms as answered_at
from core_registration
where organisation_id = :organisation
