insert into core_setting (organisation_id, module, key, value)
values (:organisation, :module, :key, :value)
on conflict (organisation_id, module, key) do update set value = excluded.value
