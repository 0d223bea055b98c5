-- In a session of a plugin's login, on PostgreSQL alone.
select cast(core_plugin_audit(:key, :id, :at_ms, :organisation, :person, :action, :subject, :detail, :request) as text)
