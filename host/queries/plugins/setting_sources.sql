-- The farthest above first, so that the nearest is read last and counts.
select s.key, s.value, s.organisation_id
from core_organisation_closure c
join core_setting s on s.organisation_id = c.ancestor_id
where c.organisation_id = :organisation and s.module = :module
order by c.depth desc
