-- In a session of a plugin's login, on PostgreSQL alone.
select cast(core_plugin_event_delivery(:key, :event, :module, :now) as text)
