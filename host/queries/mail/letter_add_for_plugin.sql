-- The same in a session of a plugin's login, on PostgreSQL alone.
select core_plugin_mail(:login_key, :organisation, :id, :key, :membership, :person, :template, :locale,
                        :subject, :body, :html, :now)
