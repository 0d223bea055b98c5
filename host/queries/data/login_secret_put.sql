insert into core_plugin_login (role, module, password, key) values (:role, :module, :password, :key)
on conflict (module) do update
set role = excluded.role, password = excluded.password, key = excluded.key
