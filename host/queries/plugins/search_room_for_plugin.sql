-- The same in a session of a plugin's login, on PostgreSQL alone.
select core_plugin_search_room(:key, :organisation, :kind, :entry, :most)
