-- That and search_filled in a session of a plugin's login, on PostgreSQL alone.
select cast(core_plugin_search_clear(:key, :organisation, :stamp) as text)
