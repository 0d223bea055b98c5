-- Former ones too.
select m.id, m.person_id, m.profile, m.position, m.valid_from, m.valid_until
from core_membership m where m.organisation_id = :organisation
