-- The organisation's own, and those above it.
select s.organisation_id, s.module, s.state, s.valid_from, s.valid_until, s.set_at_ms as set_at
from core_module_setting s
join core_organisation_closure c on c.ancestor_id = s.organisation_id
where c.organisation_id = :organisation
