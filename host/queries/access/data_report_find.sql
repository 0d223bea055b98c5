-- Whose word it is, and as whom they are written to.
select d.kind, coalesce(d.reported_by, d.person_id),
       (select min(m.id) from core_membership m
        where m.organisation_id = d.organisation_id
          and m.person_id = coalesce(d.reported_by, d.person_id))
from core_data_report d
where d.organisation_id = :organisation and d.id = :id and d.closed_at_ms is null
