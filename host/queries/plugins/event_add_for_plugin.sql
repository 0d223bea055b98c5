-- In a session of a plugin's login, on PostgreSQL alone.
select cast(core_plugin_publish(:key, :id, :organisation, :topic, :subject, :payload, :now) as text)
