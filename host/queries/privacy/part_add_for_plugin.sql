-- The same in a session of a plugin's login, on PostgreSQL alone.
select cast(core_plugin_erased(:login_key, :deletion, :counts, :now) as text)
