-- The same in a session of a plugin's login, on PostgreSQL alone.
select cast(core_plugin_search_remove(:key, :organisation, :kind, :entry) as text)
