select password, key from core_plugin_login where role = :role
