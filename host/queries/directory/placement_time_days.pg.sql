select m.id, m.valid_from, m.valid_until
from core_membership m
where m.organisation_id = :organisation
      and m.id in (select cast(r.value as bigint)
                   from json_array_elements_text(cast(:memberships as json)) as r (value))
