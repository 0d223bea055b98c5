select m.id, m.valid_from, m.valid_until
from core_membership m
where m.organisation_id = :organisation and m.id in (select r.value from json_each(:memberships) r)
