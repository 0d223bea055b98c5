-- Members of an organisation; of them those whose deletion runs, and those who are erased.
select count(*),
       coalesce(sum(case when d.confirmed_at_ms is not null and d.erased_at_ms is null then 1 else 0 end), 0),
       coalesce(sum(case when d.erased_at_ms is not null then 1 else 0 end), 0)
from core_membership m
left join core_deletion d
    on d.organisation_id = m.organisation_id and d.membership_id = m.id and d.taken_back_at_ms is null
where m.organisation_id = :organisation
