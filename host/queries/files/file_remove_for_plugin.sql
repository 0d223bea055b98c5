-- In a session of a plugin's login, on PostgreSQL alone.
select cast(core_plugin_file_remove(:key, :organisation, :id) as text)
