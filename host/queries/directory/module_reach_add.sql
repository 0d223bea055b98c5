insert into core_module_reach (module, organisation_id) values (:module, :organisation)
on conflict (module, organisation_id) do nothing
