-- Whether another of the same kind was applied afterwards and stands.
select count(*) from core_roster_upload u
join core_roster_upload t on t.organisation_id = u.organisation_id and t.id = :id and t.kind = u.kind
where u.organisation_id = :organisation and u.applied_at_ms is not null and u.undone_at_ms is null
      and u.id <> :id
      and (u.applied_at_ms > t.applied_at_ms
           or (u.applied_at_ms = t.applied_at_ms and u.id > t.id))
