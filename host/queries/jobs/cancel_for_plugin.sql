-- In a session of a plugin's login, on PostgreSQL alone.
select core_plugin_job_cancel(:login_key, :id, :organisation, :now)
