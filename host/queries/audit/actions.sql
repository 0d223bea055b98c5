-- The kinds of deed that occur, each found by one step in the index.
with recursive turn (action) as (
    select min(action) from core_audit where organisation_id = :organisation
    union all
    select (select min(a.action) from core_audit a
            where a.organisation_id = :organisation and a.action > t.action)
    from turn t
    where t.action is not null)
select t.action, (select a.module from core_audit a
                  where a.organisation_id = :organisation and a.action = t.action limit 1)
from turn t
where t.action is not null
