-- Labels under which nobody stands yet. Of members whose access is ending, until then; of those who have
-- left, none.
insert into core_placement_time (organisation_id, membership_id, kind, label, from_ms, until_ms)
select l.organisation_id, l.membership_id, l.kind, l.label, r.from_ms, nullif(r.until_ms, 0)
from (select cast(v.value ->> 0 as bigint) as organisation_id,
             cast(v.value ->> 1 as bigint) as membership_id,
             cast(v.value ->> 2 as bigint) as now_ms, cast(v.value ->> 3 as bigint) as from_ms,
             cast(v.value ->> 4 as bigint) as until_ms
      from json_array_elements(cast(:rows as json)) as v (value)) r
join core_placement l
    on l.organisation_id = r.organisation_id and l.membership_id = r.membership_id
where (r.until_ms = 0 or r.until_ms > r.from_ms)
      and not exists (select 1 from core_placement_time t
                      where t.organisation_id = l.organisation_id
                            and t.membership_id = l.membership_id
                            and t.kind = l.kind and t.label = l.label
                            and (t.until_ms is null or t.until_ms > r.now_ms))
on conflict (organisation_id, membership_id, kind, label, from_ms)
do update set until_ms = excluded.until_ms
