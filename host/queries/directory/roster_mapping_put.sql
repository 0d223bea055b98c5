insert into core_roster_mapping (organisation_id, kind, shape, mapping, saved_by, saved_at_ms)
values (:organisation, :kind, :shape, :mapping, :by, :now_ms)
on conflict (organisation_id, kind, shape) do update
set mapping = excluded.mapping, saved_by = excluded.saved_by, saved_at_ms = excluded.saved_at_ms
