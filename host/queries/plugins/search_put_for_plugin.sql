-- The same in a session of a plugin's login, on PostgreSQL alone.
select cast(core_plugin_search_put(:key, :organisation, :kind, :entry, :member, :title, :title_ru, :title_en,
                                   :detail, :words) as text)
