-- What goes on until now or later: until now where the label is gone, else as long as the membership.
update core_placement_time as t
set until_ms = max(t.from_ms,
                   case when exists (select 1 from core_placement l
                                     where l.organisation_id = t.organisation_id
                                           and l.membership_id = t.membership_id
                                           and l.kind = t.kind and l.label = t.label)
                        then nullif(r.until_ms, 0) else r.now_ms end)
from (select v.value ->> 0 as organisation_id, v.value ->> 1 as membership_id,
             v.value ->> 2 as now_ms, v.value ->> 4 as until_ms
      from json_each(:rows) v) r
where t.organisation_id = r.organisation_id and t.membership_id = r.membership_id
      and (t.until_ms is null or t.until_ms > r.now_ms)
