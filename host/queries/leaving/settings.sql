-- The organisation's own, and those above it.
select s.organisation_id, s.module, s.key, s.value
from core_setting s
join core_organisation_closure c on c.ancestor_id = s.organisation_id
where c.organisation_id = :organisation
