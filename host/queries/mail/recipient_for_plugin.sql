-- The same in a session of a plugin's login, on PostgreSQL alone.
select person, has_address, locale
from core_plugin_mail_recipient(:key, :organisation, :membership, :today)
