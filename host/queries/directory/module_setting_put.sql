insert into core_module_setting (organisation_id, module, state, valid_from, valid_until, set_at_ms)
values (:organisation, :module, :state, :valid_from, :valid_until, :now_ms)
on conflict (organisation_id, module) do update
set state = excluded.state, valid_from = excluded.valid_from, valid_until = excluded.valid_until,
    set_at_ms = excluded.set_at_ms
