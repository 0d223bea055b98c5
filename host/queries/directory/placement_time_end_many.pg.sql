-- What goes on until now or later: until now where the label is gone, else as long as the membership.
update core_placement_time as t
set until_ms = case when not exists (select 1 from core_placement l
                                     where l.organisation_id = t.organisation_id
                                           and l.membership_id = t.membership_id
                                           and l.kind = t.kind and l.label = t.label)
                    then greatest(t.from_ms, r.now_ms)
                    when r.until_ms <> 0 then greatest(t.from_ms, r.until_ms) end
from (select cast(v.value ->> 0 as bigint) as organisation_id,
             cast(v.value ->> 1 as bigint) as membership_id,
             cast(v.value ->> 2 as bigint) as now_ms, cast(v.value ->> 4 as bigint) as until_ms
      from json_array_elements(cast(:rows as json)) as v (value)) r
where t.organisation_id = r.organisation_id and t.membership_id = r.membership_id
      and (t.until_ms is null or t.until_ms > r.now_ms)
