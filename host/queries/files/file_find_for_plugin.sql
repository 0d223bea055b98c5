-- In a session of a plugin's login, on PostgreSQL alone.
select id, sha256, bytes, content_type, name, state, created_at_ms
from core_plugin_file(:key, :organisation, :id)
