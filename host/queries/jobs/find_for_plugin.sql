-- In a session of a plugin's login, on PostgreSQL alone.
select core_plugin_job_find(:login_key, :organisation, :kind, :key, :recent)
