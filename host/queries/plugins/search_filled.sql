insert into core_search_state (organisation_id, module, stamp)
values (:organisation, :module, :stamp)
on conflict (organisation_id, module) do update set stamp = excluded.stamp
