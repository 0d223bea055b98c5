-- Adds nothing if another one has set it meanwhile.
insert into core_setting (organisation_id, module, key, value)
values (:organisation, :module, :key, :value)
on conflict (organisation_id, module, key) do nothing
