-- In a session of a plugin's login, on PostgreSQL alone. Gives what is used then, as usage.sql.
select organisation_bytes, module_bytes
from core_plugin_file_add(:key, :organisation, :id, :sha256, :bytes, :type, :name, :state, :by, :now)
