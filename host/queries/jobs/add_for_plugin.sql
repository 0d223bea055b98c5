-- In a session of a plugin's login, on PostgreSQL alone.
select cast(core_plugin_job_add(:login_key, :id, :organisation, :kind, :key, :payload, :attempts_max,
                                :next, :now) as text)
