-- One job of each organisation that has one due, the organisations in turn after the last one
-- served. The index is entered once for each, however many jobs it has.
with recursive turn (organisation_id) as (
    select min(organisation_id)
    from core_job
    where module = :module and state = 'waiting' and organisation_id > :after
    union all
    select (select min(j.organisation_id)
            from core_job j
            where j.module = :module and j.state = 'waiting' and j.organisation_id > t.organisation_id)
    from turn t
    where t.organisation_id is not null)
select d.id, d.organisation_id, d.kind
from turn t
join core_job d on d.id = (
    select j.id
    from core_job j
    where j.module = :module and j.state = 'waiting' and j.organisation_id = t.organisation_id
      and j.next_at_ms <= :now
    order by j.next_at_ms, j.id
    limit 1)
where t.organisation_id is not null
limit :most
