-- In a session of a plugin's login, on PostgreSQL alone.
select job_state, job_attempts, job_done, job_total
from core_plugin_job_facts(:login_key, :id, :organisation)
