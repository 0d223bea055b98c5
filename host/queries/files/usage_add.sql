insert into core_file_usage (organisation_id, module, files, bytes)
values (:organisation, :module, :files, :bytes)
on conflict (organisation_id, module) do update
set files = core_file_usage.files + excluded.files, bytes = core_file_usage.bytes + excluded.bytes
