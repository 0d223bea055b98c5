-- The same in a session of the plugin's login. Only on PostgreSQL.
select setting_key, setting_value
from core_plugin_settings(:key, :organisation)
