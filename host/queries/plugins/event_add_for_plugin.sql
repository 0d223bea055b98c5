-- In a session of a plugin's login, on PostgreSQL alone.
select cast(core_plugin_event(:key, :id, :organisation, :topic, :payload, :now) as text)
